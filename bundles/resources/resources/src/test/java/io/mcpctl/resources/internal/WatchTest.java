package io.mcpctl.resources.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.Action;
import io.mcpctl.resources.internal.EventReader.Event;
import io.mcpctl.store.api.Database.Product;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class WatchTest {
    private final HttpBench http;

    WatchTest(Product product) throws SQLException {
        http = new HttpBench(product, new ChangeFeed(100, 100_000));
    }

    @AfterEach
    void close() {
        http.close();
    }

    private void server(String name) {
        http.bench.create("server", "{'name':'" + name + "','transport':'STDIO'}");
    }

    @Test
    void whatIsThereComesFirstThenEveryChange() {
        server("a");
        server("b");
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "")) {
            assertEquals(List.of("ADDED a", "ADDED b", "BOOKMARK"), events.until("BOOKMARK"));

            server("c");
            http.bench.update("server", "a", "{'description':'x'}");
            http.bench.delete("server", "b");
            http.bench.create("project", "{'name':'p'}");
            server("d");

            assertEquals(List.of("ADDED c", "MODIFIED a", "DELETED b"), events.until("DELETED"));
            Event last = events.next();
            assertEquals("ADDED d", last.toString());
            assertEquals(1, last.data().path("version").asInt());
            assertFalse(last.id().isEmpty());
        }
    }

    @Test
    void aReaderThatComesBackMissesNothingAndRepeatsNothing() {
        server("a");
        String seen;
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "")) {
            events.until("BOOKMARK");
            server("b");
            seen = events.next().id();
        }
        server("c");
        http.bench.delete("server", "a");

        try (EventReader again = EventReader.watch(http, "owner", "/servers", seen)) {
            assertEquals(List.of("ADDED c", "DELETED a"), again.until("DELETED"));
        }
        try (EventReader again = EventReader.watch(http, "owner", "/servers?since=" + seen, "")) {
            assertEquals(List.of("ADDED c", "DELETED a"), again.until("DELETED"));
        }
    }

    @Test
    void anIdThatIsTooOldForeignOrWrongBeginsAnew() {
        server("a");
        String old;
        String incomplete;
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "")) {
            incomplete = events.next().id();
            old = events.next().id();
        }
        for (int i = 0; i < 150; i++) {
            http.bench.update("server", "a", "{'description':'" + i + "'}");
        }

        for (String id : List.of(old, incomplete, "abc.1", "0.0", "nonsense", "'", "1.99999999999999999999")) {
            try (EventReader again = EventReader.watch(http, "owner", "/servers", id)) {
                assertEquals(List.of("RESET", "ADDED a", "BOOKMARK"), again.until("BOOKMARK"), id);
            }
        }
    }

    @Test
    void afterMissedChangesEveryReaderBeginsAnew() {
        server("a");
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "")) {
            events.until("BOOKMARK");

            http.bench.listeners.tellMissed();

            assertEquals(List.of("RESET", "ADDED a", "BOOKMARK"), events.until("BOOKMARK"));
        }
    }

    @Test
    void aReaderSeesNothingOutsideOfItsPermissionAndFilter() {
        http.access.user("ann", new TestAccess.Rule(Action.view, "servers", Set.of("a", "z")));
        http.access.user("bob");
        server("a");
        server("b");
        try (EventReader events = EventReader.watch(http, "ann", "/servers", "");
                EventReader sse = EventReader.watch(http, "owner", "/servers?transport=SSE", "")) {
            assertEquals(List.of("ADDED a", "BOOKMARK"), events.until("BOOKMARK"));
            assertEquals(List.of("BOOKMARK"), sse.until("BOOKMARK"));

            http.bench.update("server", "b", "{'transport':'SSE','externalUrl':'http://x'}");
            http.bench.update("server", "b", "{'transport':'STDIO'}");
            http.bench.delete("server", "b");
            server("z");

            assertEquals("ADDED z", events.next().toString());
            assertEquals(List.of("ADDED b", "DELETED b"), sse.until("DELETED"), "into and out of the selection");
        }
        assertEquals(403, http.get("bob", "/servers?watch=true").statusCode());
        assertEquals(401, http.get("nobody", "/servers?watch=true").statusCode());
    }

    @Test
    void permissionsThatChangeConcernWatchesThatRun() {
        http.access.user("ann", new TestAccess.Rule(Action.view, "servers", Set.of("a")));
        try (EventReader events = EventReader.watch(http, "ann", "/servers", "")) {
            events.until("BOOKMARK");
            http.access.user("ann", new TestAccess.Rule(Action.view, "servers", Set.of("b")));

            server("a");
            server("b");

            assertEquals("ADDED b", events.next().toString());
        }
    }

    @Test
    void tablesAndDocumentsForApplyAreWatchedToo() {
        server("a");
        try (EventReader table = EventReader.watch(http, "owner", "/servers?view=table", "");
                EventReader apply = EventReader.watch(http, "owner", "/servers?view=apply", "")) {
            assertEquals(
                    "{\"columns\":[\"NAME\"],\"rows\":[[\"a\"]]}",
                    table.next().data().toString());
            assertEquals("server", apply.next().data().path("kind").asText());
        }
    }

    @Test
    void linkedMembersAreFilledAndHiddenOnesNeverShown() {
        try (EventReader events = EventReader.watch(http, "owner", "/projects", "")) {
            events.until("BOOKMARK");

            http.bench.create("project", "{'name':'p'}");

            assertTrue(events.next().data().path("servers").isArray());
        }
    }

    @Test
    void everyWatchEndsWhenTheFeedStops() {
        server("a");
        EventReader events = EventReader.watch(http, "owner", "/servers", "");
        events.until("BOOKMARK");

        http.feed.close();

        assertEquals("END", events.next().type());
    }

    @Test
    void changesOfOneResourceByManyWritersAreToldInTheirOrder() throws Exception {
        server("a");
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            events.until("BOOKMARK");
            Callable<Object> write = () -> http.bench.update(
                    "server", "a", "{'description':'" + Thread.currentThread().threadId() + "'}");
            var writes = threads.invokeAll(
                    IntStream.range(0, 40).mapToObj(i -> write).toList());
            for (var one : writes) {
                one.get();
            }

            List<Integer> versions = IntStream.range(0, 40)
                    .mapToObj(i -> events.next().data().path("version").asInt())
                    .toList();

            assertEquals(IntStream.rangeClosed(2, 41).boxed().toList(), versions);
        }
    }

    @Test
    void idsOfEventsAreDifferent() {
        Set<String> ids = new HashSet<>();
        try (EventReader events = EventReader.watch(http, "owner", "/servers", "")) {
            String bookmark = events.next().id();
            server("a");
            server("b");
            assertTrue(ids.add(bookmark)
                    && ids.add(events.next().id())
                    && ids.add(events.next().id()));
        }
        HttpResponse<String> head =
                http.send(http.request("owner", "/servers?watch=true").HEAD());
        assertEquals(200, head.statusCode());
        assertNotEquals(
                "text/event-stream", head.headers().firstValue("Content-Type").orElse(""));
    }
}
