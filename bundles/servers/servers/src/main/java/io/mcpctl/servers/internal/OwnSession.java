package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session that an instance's own process has with us: proves that it speaks MCP, and carries the probes. */
final class OwnSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);
    /** A server that just answered answers this, too. */
    private static final Duration DISCOVERY = Duration.ofSeconds(10);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final UpstreamConnector connector;
    private final UpstreamTarget target;
    private final Upstream upstream;
    private final AtomicReference<@Nullable StatelessUpstream> stateless = new AtomicReference<>();
    private volatile Exchange exchange = (message, limit) -> session().request(message, limit);

    /** How requests are sent. */
    @FunctionalInterface
    private interface Exchange {
        byte[] ask(byte[] message, Duration limit);
    }

    private Upstream session() {
        return upstream;
    }

    OwnSession(UpstreamConnector connector, UpstreamTarget target) {
        this.connector = connector;
        this.target = target;
        PoliteClient answers = new PoliteClient(target.server(), closed::countDown);
        upstream = connector.connect(target, answers);
        answers.on(upstream);
    }

    /** Finds out which era the server speaks; of two, the one with sessions, if it keeps them. */
    Era initialize(Duration limit) {
        byte[] answer = upstream.request(McpMessages.initialize(), limit);
        Optional<String> refusal = McpMessages.failure(answer);
        if (refusal.isEmpty() && !upstream.isKept() && alsoDiscovers(limit)) {
            return Era.STATELESS;
        }
        if (refusal.isEmpty()) {
            upstream.send(McpMessages.initialized());
            return Era.SESSION;
        }
        if (!discovers(limit)) {
            throw new ProblemException(ProblemKind.UPSTREAM, "initialize " + refusal.get());
        }
        return Era.STATELESS;
    }

    private boolean alsoDiscovers(Duration limit) {
        try {
            return discovers(limit.compareTo(DISCOVERY) < 0 ? limit : DISCOVERY);
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", target.server()).setCause(e).log("server is not stateless as well");
            return false;
        }
    }

    /** A server without sessions refuses initialize, over stdio without ending, and says so when asked. */
    private boolean discovers(Duration limit) {
        Exchange attempt = upstream::request;
        if (target instanceof UpstreamTarget.Http) {
            StatelessUpstream connection = connector.stateless(target);
            stateless.set(connection);
            attempt = (message, time) -> connection.request(message, Map.of(), time, notification -> {});
        }
        boolean found = McpMessages.isStateless(attempt.ask(McpMessages.discover(), limit));
        if (found) {
            Exchange plain = attempt;
            exchange = (message, time) -> plain.ask(McpMessages.stateless(message), time);
        }
        return found;
    }

    /** One probe; empty when it succeeded. */
    Optional<String> probe(Optional<HealthCheck> check) {
        byte[] request = check.flatMap(HealthCheck::tool)
                .map(tool -> McpMessages.callTool(tool, check.get().arguments()))
                .orElseGet(McpMessages::listTools);
        Duration limit =
                Duration.ofSeconds(check.map(HealthCheck::timeoutSeconds).orElse(10));
        try {
            return McpMessages.failure(exchange.ask(request, limit));
        } catch (ProblemException e) {
            return Optional.of(e.problem().detail());
        }
    }

    boolean isOpen() {
        return closed.getCount() > 0 && upstream.isOpen();
    }

    /** Waits at most {@code limit} for its end. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        upstream.close();
        StatelessUpstream connection = stateless.get();
        if (connection != null) {
            connection.close();
        }
    }
}
