package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Takes one message of a client. */
final class Post {
    private final Sessions sessions;
    private final Recorder recorder;

    Post(Sessions sessions, Recorder recorder) {
        this.sessions = sessions;
        this.recorder = recorder;
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
            case INVALID -> throw new HttpFault(400, RpcFault.INVALID_REQUEST, message.reason());
            case REQUEST -> {
                if (message.is(Member.METHOD, "\"initialize\"")) {
                    initialize(endpoint, route, caller, message, in, out);
                } else {
                    request(endpoint, Checks.session(sessions, in, route, caller), message, out);
                }
            }
            case NOTIFICATION -> {
                notification(endpoint, Checks.session(sessions, in, route, caller), message);
                out.setStatus(HttpServletResponse.SC_ACCEPTED);
            }
            case RESPONSE -> {
                Session session = Checks.session(sessions, in, route, caller);
                session.used();
                session.serverRequests().answered(message);
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
        if (in.getHeader(Checks.SESSION) != null) {
            throw new HttpFault(400, RpcFault.INVALID_REQUEST, "the session is initialized already");
        }
        byte[] id = message.raw(Member.ID).orElseThrow();
        byte[] answer = Answers.of(id, () -> {
            Session session = sessions.create(caller, route, endpoint.hello(message), new Outbox());
            try {
                byte[] welcome = endpoint.initialize(session, message);
                sessions.add(session);
                recorder.bound(session, endpoint.model(route.name()));
                out.setHeader(Checks.SESSION, session.id());
                return welcome;
            } catch (RuntimeException e) {
                session.close();
                throw e;
            }
        });
        Reply.json(out, HttpServletResponse.SC_OK, answer);
    }

    private void request(Endpoint endpoint, Session session, Envelope message, HttpServletResponse out)
            throws IOException {
        session.used();
        endpoint.refresh(session);
        byte[] id = message.raw(Member.ID).orElseThrow();
        Reply reply = new Reply(out);
        Exchange exchange;
        try {
            exchange = session.begin(message, reply);
        } catch (RpcFault fault) {
            Reply.json(out, HttpServletResponse.SC_OK, fault.answer(id));
            return;
        }
        try {
            long begin = System.nanoTime();
            byte[] answer = Answers.of(id, () -> endpoint.answer(session, message, exchange));
            session.end(exchange);
            if (message.is(Member.METHOD, "\"tools/call\"")) {
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                recorder.called(session, exchange.server(), exchange.isCancelled(), message, answer, took);
            }
            if (exchange.isCancelled()) {
                reply.finishSilently();
            } else {
                reply.finish(answer);
            }
        } finally {
            session.end(exchange);
            session.used();
        }
    }

    private static void notification(Endpoint endpoint, Session session, Envelope message) {
        session.used();
        switch (message.method()) {
            case "notifications/initialized" -> {} // each server was told right after its own initialize
            case "notifications/cancelled" -> session.cancel(message);
            case "notifications/progress" -> session.serverRequests().progress(message);
            default -> endpoint.notification(session, message);
        }
    }
}
