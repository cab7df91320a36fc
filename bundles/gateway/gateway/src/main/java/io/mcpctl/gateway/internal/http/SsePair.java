package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.gateway.internal.message.ClientReply;
import io.mcpctl.gateway.internal.message.Feed;
import io.mcpctl.gateway.internal.message.Sse;
import io.mcpctl.gateway.internal.message.Transport;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of revision 2024-11-05: everything for it goes over the one event stream that it opened first. */
final class SsePair implements Aside {
    private static final Logger LOG = LoggerFactory.getLogger(SsePair.class);

    private static final byte[] NO_ID = new byte[0];

    private final Route route;
    private final Caller caller;
    private final OutputStream out;
    private final Feed feed = new Feed(() -> Sse.KEEP_ALIVE);
    private final AtomicBoolean initializing = new AtomicBoolean();
    private final ClientReply reply = new Answer();
    private volatile @Nullable Session session;

    SsePair(Route route, Caller caller, HttpServletResponse response) throws IOException {
        this.route = route;
        this.caller = caller;
        Sse.start(response);
        this.out = response.getOutputStream();
    }

    boolean belongsTo(Caller other, Route asked) {
        return caller.isSameAs(other) && route.equals(asked);
    }

    /** False when there was an {@code initialize} before. */
    boolean beginInitialize() {
        return initializing.compareAndSet(false, true);
    }

    Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    void bind(Session initialized) {
        session = initialized;
    }

    ClientReply reply() {
        return reply;
    }

    /** Tells the client where it posts to, and stays until one of both ends it. */
    void run(String messages) {
        try {
            Sse.endpoint(out, messages);
            feed.pump(out);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("client of an event stream went away");
        } finally {
            feed.abandon();
        }
    }

    /** False when the client has gone. */
    boolean send(byte[] message) {
        return feed.put(NO_ID, message);
    }

    @Override
    public Optional<byte[]> add(String server, byte[] message) {
        return send(message) ? Optional.empty() : Optional.of(message);
    }

    @Override
    public void addOnce(byte[] message) {
        send(message);
    }

    @Override
    public String transport() {
        return Transport.SSE;
    }

    @Override
    public boolean isAwaited() {
        return !feed.isLost();
    }

    @Override
    public void close() {
        feed.end();
    }

    private final class Answer implements ClientReply {
        @Override
        public boolean event(Envelope message) {
            return send(message.message());
        }

        @Override
        public void finish(byte[] answer) {
            send(answer);
        }

        @Override
        public void finishSilently() {
            // Nothing marks the end of an answer here.
        }
    }
}
