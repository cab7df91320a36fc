package io.mcpctl.gateway.internal.local;

import io.mcpctl.gateway.api.McpListener;
import io.mcpctl.gateway.api.McpSession;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.endpoint.Endpoints;
import io.mcpctl.gateway.internal.http.Checks;
import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.gateway.internal.message.ClientReply;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.Utf8;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client in this process: its requests are calls, everything else goes to its listener. */
final class LocalSession implements McpSession, Aside {
    private static final String TRANSPORT = "in-process";

    private final Endpoints endpoints;
    private final Route route;
    private final Caller caller;
    private final Mailbox mailbox;
    private final Consumer<LocalSession> ended;
    private final AtomicBoolean initializing = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Session session;

    LocalSession(Endpoints endpoints, Route route, Caller caller, McpListener listener, Consumer<LocalSession> ended) {
        this.endpoints = endpoints;
        this.route = route;
        this.caller = caller;
        this.mailbox = new Mailbox(listener);
        this.ended = ended;
    }

    @Override
    public byte[] request(byte[] message) {
        Envelope request = scanned(message, true);
        try {
            return request.is(Member.METHOD, "\"initialize\"") ? initialize(request) : serve(request);
        } catch (HttpFault fault) {
            throw LocalDoor.problem(fault);
        }
    }

    private byte[] initialize(Envelope request) {
        if (closed.get() || !initializing.compareAndSet(false, true)) {
            throw new ProblemException(
                    ProblemKind.INVALID, "the session is initialized already, or closed; open another");
        }
        byte[] answer = endpoints
                .requests()
                .initialize(endpoints.at(route), route, caller, request, next(), this, s -> session = s);
        if (session == null) {
            initializing.set(false); // it was refused: the client may ask in another way
        }
        return answer;
    }

    private RequestId next() {
        return endpoints.requests().ids().next();
    }

    private byte[] serve(Envelope request) {
        Answer answer = new Answer();
        endpoints.requests().serve(endpoints.at(route), live(), request, next(), answer);
        return Optional.ofNullable(answer.message)
                .orElseThrow(() -> new ProblemException(ProblemKind.CONFLICT, "the request was cancelled"));
    }

    @Override
    public void send(byte[] message) {
        Envelope note = scanned(message, false);
        try {
            endpoints.requests().take(endpoints.at(route), live(), note);
        } catch (HttpFault fault) {
            throw LocalDoor.problem(fault);
        }
    }

    private static Envelope scanned(byte[] message, boolean wantsRequest) {
        if (message.length > Checks.MAX_BODY) {
            throw new ProblemException(ProblemKind.TOO_LARGE, "the message is larger than 10 MiB");
        }
        Envelope envelope = Envelope.scan(message);
        String wrong =
                switch (envelope.kind()) {
                    case NOT_JSON, INVALID -> envelope.reason();
                    case REQUEST -> wantsRequest ? "" : "this is a request; use request() for it";
                    case NOTIFICATION, RESPONSE -> wantsRequest ? "this is no request; use send() for it" : "";
                };
        if (!wrong.isEmpty() || !Utf8.isValid(message)) {
            throw new ProblemException(ProblemKind.INVALID, wrong.isEmpty() ? "the message is not valid UTF-8" : wrong);
        }
        return envelope;
    }

    private Session live() {
        Session now = session;
        if (closed.get() || now != null && now.isClosed()) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "the session has ended; open another");
        }
        if (now == null) {
            throw new ProblemException(ProblemKind.INVALID, "the session is not initialized; send initialize first");
        }
        return now;
    }

    @Override
    public Optional<byte[]> add(String server, byte[] message) {
        return mailbox.put(message) ? Optional.empty() : Optional.of(message);
    }

    @Override
    public void addOnce(byte[] message) {
        if (!mailbox.has(message)) {
            mailbox.put(message); // of changes that nobody reads one is enough
        }
    }

    @Override
    public boolean isAwaited() {
        return !closed.get();
    }

    @Override
    public String transport() {
        return TRANSPORT;
    }

    /** Called by both sides: by the client, and by the gateway when it ends the session. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Session now = session;
            if (now != null) {
                endpoints.live().end(now);
            }
            mailbox.close();
            ended.accept(this);
        }
    }

    private final class Answer implements ClientReply {
        private byte @Nullable [] message;

        @Override
        public boolean event(Envelope event) {
            return mailbox.put(event.message());
        }

        @Override
        public void finish(byte[] answer) {
            message = answer;
        }

        @Override
        public void finishSilently() {
            // Who cancelled it expects no answer.
        }
    }
}
