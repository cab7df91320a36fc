package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one message of a client. */
final class Post {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);

    private final Sessions sessions;
    private final Recorder recorder;

    Post(Sessions sessions, Recorder recorder) {
        this.sessions = sessions;
        this.recorder = recorder;
    }

    void handle(Endpoint endpoint, Route route, Caller caller, HttpServletRequest in, HttpServletResponse out)
            throws IOException {
        Envelope message = Envelope.scan(Checks.body(in));
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
        byte[] answer = answer(id, () -> {
            Session session = sessions.create(caller, route, endpoint.hello(message));
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
        Exchange exchange;
        try {
            exchange = session.begin(message, new Reply(out));
        } catch (RpcFault fault) {
            Reply.json(out, HttpServletResponse.SC_OK, fault.answer(id));
            return;
        }
        try {
            long begin = System.nanoTime();
            byte[] answer = answer(id, () -> endpoint.answer(session, message, exchange));
            session.end(exchange);
            if (message.is(Member.METHOD, "\"tools/call\"")) {
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                recorder.called(session, exchange, message, answer, took);
            }
            if (exchange.isCancelled()) {
                exchange.reply().finishSilently();
            } else {
                exchange.reply().finish(answer);
            }
        } finally {
            session.end(exchange);
            session.used();
        }
    }

    private static byte[] answer(byte[] id, Supplier<byte[]> work) {
        try {
            return work.get();
        } catch (RpcFault fault) {
            return fault.answer(id);
        } catch (ServerRefused refused) {
            return refused.error().with(Member.ID, id);
        } catch (ProblemException problem) {
            return RpcFault.of(problem).answer(id);
        } catch (HttpFault fault) {
            throw fault;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("request failed");
            return Messages.error(id, RpcFault.INTERNAL, "internal error; the log of the daemon tells more");
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
