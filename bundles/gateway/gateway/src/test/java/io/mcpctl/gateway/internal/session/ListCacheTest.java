package io.mcpctl.gateway.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.LocalServers;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.http.Outbox;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.ListNews;
import io.mcpctl.gateway.internal.message.Transport;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

final class ListCacheTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final AtomicInteger reads = new AtomicInteger();
    private final Link link = link();

    private static Link link() {
        LocalServers servers = new LocalServers();
        ListNews none = (server, notification) -> {};
        Backend backend = new Backend(
                servers, new Handshakes(), new Trunks(servers, none), new ListCache(ListCache.Lives.USUAL), none);
        Envelope initialize = Envelope.scan(Messages.request(Messages.ascii("1"), "initialize", Endpoint.EMPTY));
        Session session = new Session(
                "id-1",
                new Caller(Principal.special("a"), Optional.empty()),
                new Route.ToProject("demo"),
                new Hello(initialize, "", ""),
                backend,
                new Outbox(Transport.HTTP));
        return new Link(session, "s", backend);
    }

    private static ListCache.Key key(ListKind kind) {
        return new ListCache.Key(new Line("s", "1", "", "", Optional.empty()), Optional.empty(), kind);
    }

    private List<Element> get(ListCache cache, Supplier<List<Element>> read) {
        return cache.get(key(ListKind.TOOLS), link, () -> {
            reads.incrementAndGet();
            return read.get();
        });
    }

    private static List<Element> fail() {
        throw new ProblemException(ProblemKind.UPSTREAM, "server \"s\" is broken");
    }

    @Test
    void whatLastsAsLongAsItShould() {
        assertEquals(
                new ListCache.Lives(
                        Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(1)),
                ListCache.Lives.USUAL);
    }

    @Test
    void listIsReadOnceUntilItsLifeIsOver() {
        ListCache fresh = new ListCache(new ListCache.Lives(LONG, LONG, LONG, LONG));
        get(fresh, List::of);
        get(fresh, List::of);
        assertEquals(1, reads.get());

        ListCache stale = new ListCache(new ListCache.Lives(Duration.ofNanos(-1), LONG, LONG, LONG));
        get(stale, List::of);
        get(stale, List::of);
        assertEquals(3, reads.get());
    }

    @Test
    void failureIsRememberedForEveryListUntilTheServerIsReached() {
        ListCache cache = new ListCache(new ListCache.Lives(LONG, LONG, LONG, LONG));
        assertThrows(ProblemException.class, () -> get(cache, ListCacheTest::fail));

        ProblemException again = assertThrows(ProblemException.class, () -> get(cache, List::of));
        assertTrue(again.problem().detail().contains("broken"));
        assertThrows(ProblemException.class, () -> cache.get(key(ListKind.PROMPTS), link, List::of));
        assertEquals(1, reads.get());

        cache.reached("s", false);
        assertEquals(List.of(), get(cache, List::of));
    }

    @Test
    void whoeverIsAskedAgainAfterAFailureIsWaitedForShortly() throws Exception {
        ListCache cache = new ListCache(new ListCache.Lives(LONG, Duration.ofNanos(-1), LONG, SHORT));
        assertThrows(ProblemException.class, () -> get(cache, ListCacheTest::fail));
        CountDownLatch back = new CountDownLatch(1);

        ProblemException left = assertThrows(
                ProblemException.class,
                () -> get(cache, () -> {
                    try {
                        back.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                }));
        assertEquals(ProblemKind.TIMEOUT, left.problem().kind());

        back.countDown();
        Outbox outbox = (Outbox) link.session().aside();
        assertTrue(outbox.next(Duration.ofSeconds(20)).isPresent(), "the client is told that the list is there");
        assertEquals(List.of(), get(cache, List::of));
        assertEquals(2, reads.get());
    }

    @Test
    void overloadIsNoFailureOfTheServer() {
        ListCache cache = new ListCache(new ListCache.Lives(LONG, LONG, LONG, LONG));
        assertThrows(
                ProblemException.class,
                () -> get(cache, () -> {
                    throw new ProblemException(ProblemKind.THROTTLED, "too many; retry");
                }));

        assertEquals(List.of(), get(cache, List::of));
    }
}
