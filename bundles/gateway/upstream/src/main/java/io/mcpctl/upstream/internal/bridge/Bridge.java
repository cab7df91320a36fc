package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session over a server that has none: what the client says once is said with every request. */
public final class Bridge implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Bridge.class);
    private static final byte[] EMPTY = Messages.ascii("{}");
    private static final int INVALID_PARAMS = -32602;
    private static final int NOT_INITIALIZED = -32600;
    /** Notifications that mean something to a session only. */
    private static final Set<String> OF_SESSIONS = Set.of(
            "notifications/initialized",
            "notifications/cancelled",
            "notifications/progress",
            "notifications/roots/list_changed");

    private final StatelessUpstream server;
    private final UpstreamListener listener;
    private final Questions questions;
    private final Subscriptions subscriptions;
    private final Exchanges exchanges;
    private final Tasks tasks;
    private final Working working = new Working();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Client client;
    private volatile @Nullable Offered offered;

    public Bridge(StatelessUpstream server, UpstreamListener listener) {
        this.server = server;
        this.listener = listener;
        this.questions = new Questions(listener);
        this.subscriptions = new Subscriptions(server, told -> listener.notification(told));
        Rounds rounds = new Rounds(questions);
        this.exchanges = new Exchanges(server, rounds, (message, about) -> listener.notification(message, about));
        this.tasks = new Tasks(exchanges, rounds);
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        Envelope request = Envelope.scan(message);
        if (request.kind() != Envelope.Kind.REQUEST) {
            throw new ProblemException(ProblemKind.INVALID, "not a request");
        }
        if (closed.get()) {
            throw over();
        }
        try (Working.One under = working.begin(request)) {
            return answer(request, limit);
        } catch (ProblemException e) {
            throw closed.get() ? over() : e;
        }
    }

    private static ProblemException over() {
        return new ProblemException(ProblemKind.UPSTREAM, "the session was closed");
    }

    private byte[] answer(Envelope request, Duration limit) {
        Client known = client;
        String method = request.method();
        byte[] id = request.raw(Member.ID).orElseThrow();
        if (method.equals("initialize")) {
            return initialize(request, id, limit);
        }
        if (method.equals("ping")) {
            return Messages.result(id, EMPTY);
        }
        if (known == null) {
            return Messages.error(id, NOT_INITIALIZED, "the session is not initialised");
        }
        return switch (method) {
            case "logging/setLevel" -> setLevel(request, id, known);
            case "resources/subscribe", "resources/unsubscribe" -> subscribe(request, id, method);
            default -> runsTasks(known) ? withTasks(known, request, limit) : exchanges.ask(known, request, limit);
        };
    }

    /** Whether both sides know tasks, each in its own way. */
    private boolean runsTasks(Client known) {
        Offered told = offered;
        return told != null && told.tasks() && known.revision().equals(Tasks.REVISION);
    }

    private byte[] withTasks(Client known, Envelope request, Duration limit) {
        return switch (request.method()) {
            case "tools/list" -> Tasks.announced(exchanges.ask(known, request, limit));
            case "tools/call" ->
                Tasks.isWanted(request)
                        ? tasks.create(known, request, limit)
                        : Tasks.needed(exchanges.ask(known, request, limit));
            case "tasks/get", "tasks/result", "tasks/list", "tasks/cancel" -> tasks.answer(known, request, limit);
            default -> exchanges.ask(known, request, limit);
        };
    }

    private byte[] initialize(Envelope request, byte[] id, Duration limit) {
        Client hello = Client.of(request);
        byte[] discover = hello.dress(Envelope.scan(Messages.request(id, "server/discover", EMPTY)));
        Envelope answer = Envelope.scan(server.request(discover, Map.of(), limit, told -> listener.notification(told)));
        if (!answer.has(Member.RESULT)) {
            return answer.message();
        }
        Offered told = Offered.of(answer);
        client = hello;
        offered = told;
        return Messages.result(id, told.result(hello.revision()));
    }

    private byte[] setLevel(Envelope request, byte[] id, Client known) {
        byte[] level = request.raw(Member.PARAMS_LEVEL).orElse(EMPTY);
        if (request.text(Member.PARAMS_LEVEL).isEmpty()) {
            return Messages.error(id, INVALID_PARAMS, "params.level is missing");
        }
        client = known.logging(level);
        return Messages.result(id, EMPTY);
    }

    private byte[] subscribe(Envelope request, byte[] id, String method) {
        String uri = request.text(Member.PARAMS_URI).orElse("");
        if (uri.isEmpty()) {
            return Messages.error(id, INVALID_PARAMS, "params.uri is missing");
        }
        if (method.equals("resources/subscribe")) {
            subscriptions.add(uri);
        } else {
            subscriptions.remove(uri);
        }
        return Messages.result(id, EMPTY);
    }

    @Override
    public void send(byte[] message) {
        Envelope envelope = Envelope.scan(message);
        if (envelope.kind() == Envelope.Kind.RESPONSE) {
            questions.answered(envelope);
            return;
        }
        String method = envelope.method();
        Client hello = client;
        Offered told = offered;
        if (method.equals("notifications/initialized") && hello != null && told != null) {
            subscriptions.begin(told.changing(), listen -> hello.dress(Envelope.scan(listen)));
        }
        if (!OF_SESSIONS.contains(method)) {
            server.send(message);
        }
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        working.cancel(id);
    }

    @Override
    public boolean isOpen() {
        return !closed.get() && server.isOpen();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        subscriptions.close();
        questions.close();
        working.cancelAll();
        server.close();
        LOG.atDebug().log("bridged session closed");
        listener.closed("the session was closed");
    }
}
