package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.endpoint.Requests;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.jsonrpc.api.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport of revision 2024-11-05: the client opens {@code <endpoint>/sse}, is told where to post its messages, and
 * gets everything, answers too, over that stream.
 */
final class SsePairs {
    private static final Logger LOG = LoggerFactory.getLogger(SsePairs.class);
    private static final int MAX = 1024;
    private static final String ID = "sessionId";

    private final Sessions sessions;
    private final Requests requests;
    private final Headroom headroom;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SsePair> open = new ConcurrentHashMap<>();

    SsePairs(Sessions sessions, Requests requests, Headroom headroom) {
        this.sessions = sessions;
        this.requests = requests;
        this.headroom = headroom;
    }

    /** Stays until the stream ends, and ends the session with it. */
    void stream(Route route, Caller caller, HttpServletRequest in, HttpServletResponse out) throws IOException {
        if (open.size() >= MAX) {
            throw new HttpFault(503, "there are " + MAX + " event streams already; try again later");
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        SsePair pair = new SsePair(route, caller, out);
        open.put(id, pair);
        try {
            pair.run(in.getRequestURI().replaceFirst("/sse$", "/messages?" + ID + "=" + id));
        } finally {
            open.remove(id);
            pair.close();
            pair.session().ifPresent(sessions::end);
        }
    }

    void message(Endpoint endpoint, Route route, Caller caller, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        SsePair pair = Optional.ofNullable(in.getParameter(ID))
                .map(open::get)
                .filter(known -> known.belongsTo(caller, route))
                .orElseThrow(() -> new HttpFault(404, "no event stream of this " + ID + " is open; open /sse again"));
        Envelope message = Envelope.scan(Checks.body(in, headroom));
        switch (message.kind()) {
            case NOT_JSON -> throw new HttpFault(400, RpcFault.NOT_JSON, message.reason());
            case INVALID -> throw new HttpFault(400, RpcFault.INVALID_REQUEST, message.reason());
            case REQUEST -> {
                if (message.is(Member.METHOD, "\"initialize\"")) {
                    initialize(pair, endpoint, route, caller, message);
                } else {
                    Session session = pair.session().orElseThrow(SsePairs::tooEarly);
                    RequestId called = session.requests().next();
                    out.setHeader(RequestIds.HEADER, called.correlation());
                    background(pair, () -> requests.serve(endpoint, session, message, called, pair.reply()));
                }
            }
            case NOTIFICATION, RESPONSE ->
                requests.take(endpoint, pair.session().orElseThrow(SsePairs::tooEarly), message);
        }
        out.setStatus(HttpServletResponse.SC_ACCEPTED);
    }

    private void initialize(SsePair pair, Endpoint endpoint, Route route, Caller caller, Envelope message) {
        if (!pair.beginInitialize()) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, "the session is initialized already");
        }
        background(
                pair,
                () -> pair.send(requests.initialize(
                        endpoint, route, caller, message, requests.ids().next(), pair, pair::bind)));
    }

    private static HttpFault tooEarly() {
        return new HttpFault(400, RpcFault.INVALID_REQUEST, "the session is not initialized; send initialize first");
    }

    private static void background(SsePair pair, Runnable work) {
        Thread.ofVirtual().name("mcp-sse-request").start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.atDebug().setCause(e).log("event stream ended: its endpoint is gone");
                pair.close();
            }
        });
    }

    void close() {
        open.values().forEach(SsePair::close);
    }
}
