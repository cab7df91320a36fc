package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.Filter;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Setup;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Subscribers;
import io.mcpctl.gateway.internal.stateless.Subscription;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@code subscriptions/listen} at a server that knows only sessions: keeps the hidden session open and listens. */
final class BridgedListening {
    private static final Logger LOG = LoggerFactory.getLogger(BridgedListening.class);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final int LOOKS_BETWEEN_ATTEMPTS = 5;
    private static final Duration SUBSCRIBE_LIMIT = Duration.ofSeconds(10);

    private final Session session;
    private final Subscribers subscribers;
    private final Link link;
    private final Ask ask;
    private final Filter wanted;

    BridgedListening(Session session, Link link, Ask ask) {
        if (!(session.aside() instanceof Subscribers hidden)) {
            throw new IllegalArgumentException("not a hidden session");
        }
        this.session = session;
        this.subscribers = hidden;
        this.link = link;
        this.ask = ask;
        this.wanted = Filter.of(ask.request());
        if (!wanted.tasks().isEmpty() && !ask.knowsTasks()) {
            throw BridgedTasks.missing();
        }
    }

    /** Returns the answer when the session is over; until then only interruption ends it. */
    byte[] run() {
        link.hold();
        Set<String> watched = new LinkedHashSet<>();
        try {
            link.open();
            wanted.uris().stream().filter(this::watch).forEach(watched::add);
            Subscription subscription = new Subscription(
                    link.server(), ask.requestId(), new Filter(wanted.changes(), watched, Set.of()), ask.sink());
            subscription.acknowledge();
            subscribers.add(subscription);
            try {
                stay();
            } finally {
                subscribers.remove(subscription);
            }
            return Subscription.over(ask);
        } catch (InterruptedException e) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the subscription was cancelled", e);
        } finally {
            watched.forEach(this::forget);
            link.release();
        }
    }

    private void stay() throws InterruptedException {
        int looks = 0;
        while (!session.isClosed()) {
            Thread.sleep(LOOK_INTERVAL);
            if (!link.isOpen() && looks++ % LOOKS_BETWEEN_ATTEMPTS == 0) {
                reopen();
            }
        }
    }

    /** Servers are replaced, and sessions get lost. */
    private void reopen() {
        try {
            link.open();
        } catch (ProblemException | ServerRefused e) {
            LOG.atDebug().addKeyValue("server", link.server()).setCause(e).log("server is not back yet");
        }
    }

    private boolean watch(String uri) {
        if (subscribers.watches(link.server(), uri)) {
            return true;
        }
        byte[] request = Setup.params("resources/subscribe", "uri", JsonText.encode(uri));
        boolean agreed = link.handshake().offers("resources")
                && Envelope.scan(link.request(request, SUBSCRIBE_LIMIT, ask.correlation()))
                        .has(Member.RESULT);
        if (agreed) {
            link.setup().subscribed(uri);
        }
        return agreed;
    }

    private void forget(String uri) {
        if (subscribers.watches(link.server(), uri)) {
            return;
        }
        link.setup().unsubscribed(uri);
        if (link.isOpen()) {
            Thread.ofVirtual().name("mcp-unsubscribe").start(() -> unsubscribe(uri)); // this thread may be interrupted
        }
    }

    private void unsubscribe(String uri) {
        try {
            link.request(
                    Setup.params("resources/unsubscribe", "uri", JsonText.encode(uri)),
                    SUBSCRIBE_LIMIT,
                    ask.correlation());
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", link.server()).setCause(e).log("still subscribed");
        }
    }
}
