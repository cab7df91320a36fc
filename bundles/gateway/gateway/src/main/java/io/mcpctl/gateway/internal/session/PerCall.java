package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Looks like an upstream session; each request gets one of its own, which nobody else uses at that time. */
final class PerCall implements Upstream {
    private final ServerSessions servers;
    private final Trunks trunks;
    private final Session session;
    private final Line line;
    private final UpstreamListener listener;
    private final Set<Seat> active = ConcurrentHashMap.newKeySet();
    private volatile String level = "";
    private volatile boolean closed;

    PerCall(Backend backend, Session session, String server, String generation, UpstreamListener listener) {
        this.servers = backend.servers();
        this.trunks = backend.trunks();
        this.session = session;
        this.line = Line.shared(servers, session, server, generation);
        this.listener = listener;
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        Envelope request = Envelope.scan(message);
        String method = request.method();
        if (method.equals("resources/subscribe") || method.equals("resources/unsubscribe")) {
            throw new RpcFault(
                    RpcFault.METHOD_UNKNOWN,
                    "Method not found: " + method + "; sessions with server \"" + line.server()
                            + "\" end with each request (sharing.mode call), so nothing can be watched");
        }
        byte[] answer = once(message, limit, correlation);
        if (method.equals("logging/setLevel") && Envelope.scan(answer).has(Member.RESULT)) {
            level = request.text(Member.PARAMS_LEVEL).orElse("");
        }
        return answer;
    }

    /** An upstream session whose request failed may still work on it, so nobody else gets that. */
    private byte[] once(byte[] message, Duration limit, String correlation) {
        Trunk trunk = trunks.take(session, line);
        boolean good = false;
        try {
            Seat seat = trunk.sit(listener, level);
            while (seat == null) { // it ended while nobody used it
                trunk = trunks.take(session, line);
                seat = trunk.sit(listener, level);
            }
            active.add(seat);
            try {
                if (closed) {
                    throw Link.gone(line.server());
                }
                byte[] answer = seat.request(message, limit, correlation);
                good = true;
                return answer;
            } finally {
                active.remove(seat);
                seat.close();
            }
        } finally {
            if (good) {
                trunks.giveBack(trunk);
            } else {
                trunk.close();
            }
        }
    }

    @Override
    public void send(byte[] message) {
        active.forEach(seat -> seat.send(message)); // each takes what is its own
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        active.forEach(seat -> seat.cancel(id, cancelled));
    }

    /** Until the server is replaced. */
    @Override
    public boolean isOpen() {
        try {
            return !closed && servers.generation(line.server()).equals(line.generation());
        } catch (ProblemException e) {
            return false; // the server is gone
        }
    }

    @Override
    public void close() {
        closed = true;
        active.forEach(Seat::close);
    }
}
