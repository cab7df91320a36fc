package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.endpoint.Requests;
import io.mcpctl.gateway.internal.message.Headers;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Transport;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
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

    void handle(Endpoint endpoint, Posted posted) throws IOException {
        Envelope message = posted.message();
        switch (message.kind()) {
            case NOT_JSON -> throw new HttpFault(400, RpcFault.NOT_JSON, message.reason());
            case INVALID -> several(endpoint, posted);
            case REQUEST -> {
                if (message.is(Member.METHOD, "\"initialize\"")) {
                    initialize(endpoint, posted);
                } else {
                    Session session = posted.session(sessions);
                    RequestId called = posted.called(session.requests());
                    requests.serve(endpoint, session, message, called, new Reply(posted.out(), session));
                }
            }
            case NOTIFICATION, RESPONSE -> {
                requests.take(endpoint, posted.session(sessions), message);
                posted.out().setStatus(HttpServletResponse.SC_ACCEPTED);
            }
        }
    }

    private void initialize(Endpoint endpoint, Posted posted) throws IOException {
        if (posted.in().getHeader(Headers.SESSION) != null) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, "the session is initialized already");
        }
        byte[] answer = requests.initialize(
                endpoint,
                posted.route(),
                posted.caller(),
                posted.message(),
                posted.called(requests.ids()),
                new Outbox(Transport.of(posted.in())),
                session -> posted.out().setHeader(Headers.SESSION, session.id()));
        Reply.json(posted.out(), HttpServletResponse.SC_OK, answer);
    }

    private void several(Endpoint endpoint, Posted posted) throws IOException {
        String reason = posted.message().reason();
        Optional<List<Envelope>> parts =
                posted.message().batch().filter(any -> posted.in().getHeader(Headers.SESSION) != null);
        if (parts.isEmpty()) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, reason);
        }
        Session session = posted.session(sessions);
        if (!session.revision().equals(Batch.REVISION)) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, reason);
        }
        Batch.serve(requests, endpoint, session, parts.get(), posted.out());
    }
}
