package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.endpoint.Requests;
import io.mcpctl.gateway.internal.message.Headers;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Transport;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes what a client posts to an endpoint: one message, or several where its revision has batches. */
final class Post {
    private final Sessions sessions;
    private final Requests requests;

    Post(Sessions sessions, Requests requests) {
        this.sessions = sessions;
        this.requests = requests;
    }

    void handle(
            Endpoint endpoint,
            Route route,
            Caller caller,
            Envelope message,
            HttpServletRequest in,
            HttpServletResponse out)
            throws IOException {
        switch (message.kind()) {
            case NOT_JSON -> throw new HttpFault(400, RpcFault.NOT_JSON, message.reason());
            case INVALID -> several(endpoint, route, caller, message, in, out);
            case REQUEST -> {
                if (message.is(Member.METHOD, "\"initialize\"")) {
                    initialize(endpoint, route, caller, message, in, out);
                } else {
                    Session session = Checks.session(sessions, in, route, caller);
                    RequestId called = session.requests().next(in, caller);
                    out.setHeader(RequestIds.HEADER, called.correlation());
                    requests.serve(endpoint, session, message, called, new Reply(out, session));
                }
            }
            case NOTIFICATION, RESPONSE -> {
                requests.take(endpoint, Checks.session(sessions, in, route, caller), message);
                out.setStatus(HttpServletResponse.SC_ACCEPTED);
            }
        }
    }

    private void initialize(
            Endpoint endpoint,
            Route route,
            Caller caller,
            Envelope message,
            HttpServletRequest in,
            HttpServletResponse out)
            throws IOException {
        if (in.getHeader(Headers.SESSION) != null) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, "the session is initialized already");
        }
        RequestId called = requests.ids().next(in, caller);
        out.setHeader(RequestIds.HEADER, called.correlation());
        byte[] answer = requests.initialize(
                endpoint,
                route,
                caller,
                message,
                called,
                new Outbox(Transport.of(in)),
                session -> out.setHeader(Headers.SESSION, session.id()));
        Reply.json(out, HttpServletResponse.SC_OK, answer);
    }

    private void several(
            Endpoint endpoint,
            Route route,
            Caller caller,
            Envelope message,
            HttpServletRequest in,
            HttpServletResponse out)
            throws IOException {
        Optional<List<Envelope>> parts = message.batch().filter(any -> in.getHeader(Headers.SESSION) != null);
        if (parts.isEmpty()) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, message.reason());
        }
        Session session = Checks.session(sessions, in, route, caller);
        if (!session.revision().equals(Batch.REVISION)) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, message.reason());
        }
        Batch.serve(requests, endpoint, session, parts.get(), out);
    }
}
