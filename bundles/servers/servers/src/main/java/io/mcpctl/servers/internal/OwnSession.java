package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The session that an instance's own process has with us: proves that it speaks MCP, and carries the probes. */
final class OwnSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnSession.class);

    private final CompletableFuture<Upstream> opened = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Upstream upstream;

    OwnSession(UpstreamConnector connector, UpstreamTarget target) {
        upstream = connector.connect(target, new Answers(target.server()));
        opened.complete(upstream);
    }

    void initialize(Duration limit) {
        byte[] answer = upstream.request(McpMessages.initialize(), limit);
        McpMessages.failure(answer).ifPresent(reason -> {
            throw new ProblemException(ProblemKind.UPSTREAM, "initialize " + reason);
        });
        upstream.send(McpMessages.initialized());
    }

    /** One probe; empty when it succeeded. */
    Optional<String> probe(Optional<HealthCheck> check) {
        byte[] request = check.flatMap(HealthCheck::tool)
                .map(tool -> McpMessages.callTool(tool, check.get().arguments()))
                .orElseGet(McpMessages::listTools);
        Duration limit =
                Duration.ofSeconds(check.map(HealthCheck::timeoutSeconds).orElse(10));
        try {
            return McpMessages.failure(upstream.request(request, limit));
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
    }

    private final class Answers implements UpstreamListener {
        private final String server;

        Answers(String server) {
            this.server = server;
        }

        @Override
        public void request(byte[] message) {
            try {
                Upstream known = opened.getNow(null);
                if (known != null) {
                    known.send(McpMessages.answerTo(message));
                }
            } catch (ProblemException e) {
                LOG.atDebug().addKeyValue("server", server).setCause(e).log("request of a server cannot be answered");
            }
        }

        @Override
        public void notification(byte[] message) {
            // what the server tells its own session concerns nobody
        }

        @Override
        public void closed(String reason) {
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("reason", reason)
                    .log("own session ended");
            closed.countDown();
        }
    }
}
