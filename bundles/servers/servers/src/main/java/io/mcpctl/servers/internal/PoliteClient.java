package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of sessions that nobody sits at: it answers pings, can do nothing else, and hears no notifications. */
final class PoliteClient implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(PoliteClient.class);

    private final String server;
    private final Runnable ended;
    private final CompletableFuture<Upstream> opened = new CompletableFuture<>();

    /** @param ended called once, at the end of the session */
    PoliteClient(String server, Runnable ended) {
        this.server = server;
        this.ended = ended;
    }

    /** Names the session it is the client of. */
    void on(Upstream upstream) {
        opened.complete(upstream);
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
        // it concerns nobody
    }

    @Override
    public void closed(String reason) {
        LOG.atDebug()
                .addKeyValue("server", server)
                .addKeyValue("reason", reason)
                .log("session without a client ended");
        ended.run();
    }
}
