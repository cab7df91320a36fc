package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Models;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.message.Answers;
import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.gateway.internal.message.ClientReply;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.MDC;

/** Works on the messages of sessions, whatever transport brought them. */
public final class Requests {
    private final Sessions sessions;
    private final Recorder recorder;
    private final Models models;
    private final RequestIds ids;

    public Requests(Sessions sessions, Recorder recorder, Models models, RequestIds ids) {
        this.ids = ids;
        this.sessions = sessions;
        this.recorder = recorder;
        this.models = models;
    }

    /** Names of requests that are of no session yet. */
    public RequestIds ids() {
        return ids;
    }

    /** Answers {@code initialize}; {@code begun} gets the session when there is one. */
    public byte[] initialize(
            Endpoint endpoint,
            Route route,
            Caller caller,
            Envelope message,
            RequestId called,
            Aside aside,
            Consumer<Session> begun) {
        try (var logged = MDC.putCloseable(RequestIds.LOGGED, called.correlation())) {
            return Answers.of(message.raw(Member.ID).orElseThrow(), called.correlation(), () -> {
                Session session = sessions.create(caller, route, endpoint.hello(message), aside);
                try {
                    byte[] welcome = endpoint.initialize(session, message, called.correlation());
                    sessions.add(session);
                    recorder.bound(session, called, models.of(route));
                    begun.accept(session);
                    return welcome;
                } catch (RuntimeException e) {
                    session.close();
                    throw e;
                }
            });
        }
    }

    /** Answers any other request; blocks until then. */
    public void serve(Endpoint endpoint, Session session, Envelope message, RequestId called, ClientReply reply) {
        try (var logged = MDC.putCloseable(RequestIds.LOGGED, called.correlation())) {
            serveLogged(endpoint, session, message, called, reply);
        }
    }

    private void serveLogged(
            Endpoint endpoint, Session session, Envelope message, RequestId called, ClientReply reply) {
        session.used();
        endpoint.refresh(session);
        byte[] id = message.raw(Member.ID).orElseThrow();
        Exchange exchange;
        try {
            exchange = session.begin(message, reply, called.correlation());
        } catch (RpcFault fault) {
            reply.finish(fault.answer(id));
            return;
        }
        try {
            long begin = System.nanoTime();
            byte[] answer = Answers.of(id, called.correlation(), () -> endpoint.answer(session, message, exchange));
            session.end(exchange);
            if (message.is(Member.METHOD, "\"tools/call\"")) {
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                recorder.called(session, called, exchange.server(), exchange.isCancelled(), message, answer, took);
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

    /** Takes a notification or a response, neither of which is answered. */
    public void take(Endpoint endpoint, Session session, Envelope message) {
        session.used();
        if (message.kind() == Envelope.Kind.RESPONSE) {
            session.serverRequests().answered(message);
            return;
        }
        switch (message.method()) {
            case "notifications/initialized" -> {} // each server was told right after its own initialize
            case "notifications/cancelled" -> session.cancel(message);
            case "notifications/progress" -> session.serverRequests().progress(message);
            default -> endpoint.notification(session, message);
        }
    }
}
