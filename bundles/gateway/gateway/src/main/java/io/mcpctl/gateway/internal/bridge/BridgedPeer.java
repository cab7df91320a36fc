package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.LogLevels;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Setup;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.Peer;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A server that knows only sessions, for a client that knows none. */
public final class BridgedPeer implements Peer {
    /** What the stateless era has no more, or does otherwise. */
    private static final Set<String> GONE = Set.of(
            "initialize",
            "ping",
            "logging/setLevel",
            "resources/subscribe",
            "resources/unsubscribe",
            "tasks/result",
            "tasks/list");

    private static final Duration LEVEL_LIMIT = Duration.ofSeconds(10);
    private static final String URL_NEEDED = "-32042";
    /** The state of a call that has to be made once more, and not resumed. */
    private static final String AGAIN = "again";

    private static final AtomicLong IDS = new AtomicLong();

    private final Session session;
    private final Link link;
    private final ParkedCalls parked;
    private final BridgedTasks tasks;

    public BridgedPeer(Session session, String server, ParkedCalls parked, BridgedTasks tasks) {
        this.tasks = tasks;
        this.session = session;
        this.link = session.link(server);
        this.parked = parked;
    }

    @Override
    public String server() {
        return link.server();
    }

    @Override
    public boolean offers(String capability) {
        return link.handshake().offers(capability);
    }

    @Override
    public boolean checksHeaders() {
        return false; // its era has no such headers
    }

    @Override
    public byte[] request(Ask ask) {
        String method = ask.method();
        if (GONE.contains(method)) {
            throw new RpcFault(RpcFault.METHOD_UNKNOWN, "Method not found: " + method);
        }
        try {
            return switch (method) {
                case "server/discover" -> Messages.result(ask.requestId(), Discovery.of(link.handshake()));
                case "subscriptions/listen" -> new BridgedListening(session, link, ask).run();
                case "tasks/get", "tasks/update", "tasks/cancel" -> ofTask(ask);
                default -> call(ask);
            };
        } finally {
            session.used();
        }
    }

    private byte[] ofTask(Ask ask) {
        if (!link.handshake().runsTasks()) {
            throw new RpcFault(RpcFault.METHOD_UNKNOWN, "Method not found: " + ask.method());
        }
        return tasks.answer(ask, session, link);
    }

    private byte[] call(Ask ask) {
        Map<String, byte[]> params = Rewrite.members(ask.request(), Member.PARAMS);
        Optional<String> state = Optional.ofNullable(params.get("requestState"))
                .flatMap(raw -> Json.text(raw, new Span(0, raw.length)))
                .filter(text -> Rewrite.ASKING.contains(ask.method()) && !text.equals(AGAIN));
        if (state.isEmpty()) {
            return await(begin(ask, false), ask);
        }
        BridgedCall call = parked.claim(state.get(), ask, server());
        call.resume(ask, answers(ask));
        return await(call, ask);
    }

    /** The answers to questions in {@code params.inputResponses}. */
    static Map<String, byte[]> answers(Ask ask) {
        return answers(Rewrite.members(ask.request(), Member.PARAMS).get("inputResponses"));
    }

    private static Map<String, byte[]> answers(byte @Nullable [] responses) {
        Map<String, byte[]> answers = new LinkedHashMap<>();
        if (responses != null) {
            Json.members(responses, new Span(0, responses.length))
                    .forEach((key, value) -> answers.put(key, value.of(responses)));
        }
        return answers;
    }

    private BridgedCall begin(Ask ask, boolean asTask) {
        byte[] id = Messages.ascii(Long.toString(IDS.incrementAndGet()));
        Envelope plain = Envelope.scan(Rewrite.forSession(ask.request(), id));
        Envelope request = asTask ? Envelope.scan(asTask(plain)) : plain;
        level(ask);
        BridgedCall call = new BridgedCall(session, ask, asTask);
        Exchange exchange = session.begin(request, call, ask.correlation());
        exchange.goesTo(link);
        call.start(server(), () -> {
            try {
                return link.request(request.message(), ask.limit(), ask.correlation());
            } finally {
                session.end(exchange);
                session.used();
            }
        });
        return call;
    }

    private static byte[] asTask(Envelope request) {
        return new Splice(request.message())
                .insert(request.span(Member.PARAMS).orElseThrow(), Messages.ascii("\"task\":{}"))
                .done();
    }

    /** Whether the tool has to be called as a task, which the server says in no other way. */
    private boolean wantsTask(byte[] answer, Ask ask) {
        return ask.method().equals("tools/call")
                && Envelope.scan(answer).is(Member.ERROR_CODE, Integer.toString(RpcFault.METHOD_UNKNOWN))
                && link.handshake().runsTasks();
    }

    /** Calls a tool once more, as a task, and tells the client of that. */
    private byte[] repeatAsTask(Ask ask) {
        if (!ask.knowsTasks()) {
            throw BridgedTasks.missing();
        }
        return await(begin(ask, true), ask);
    }

    /** Lets the server send the log messages that the client wants, and those that other requests want. */
    private void level(Ask ask) {
        Optional<String> wanted = ask.request().text(Member.PARAMS_META_LOG_LEVEL);
        String now = link.setup()
                .level()
                .flatMap(raw -> Json.text(raw, new Span(0, raw.length)))
                .orElse("");
        if (wanted.isEmpty()
                || !LogLevels.isMore(wanted.get(), now)
                || !link.handshake().offers("logging")) {
            return;
        }
        byte[] level = JsonText.encode(wanted.get());
        link.setup().level(level);
        if (link.isOpen()) {
            link.request(Setup.params("logging/setLevel", "level", level), LEVEL_LIMIT, ask.correlation());
        }
    }

    private byte[] await(BridgedCall call, Ask ask) {
        try {
            Optional<byte[]> answer = call.await();
            if (answer.isEmpty()) {
                return questions(call, ask);
            }
            if (call.createsTask()) {
                Envelope created = Envelope.scan(answer.get());
                return created.has(Member.RESULT) ? BridgedTasks.created(created, ask) : answered(answer.get(), ask);
            }
            return wantsTask(answer.get(), ask) ? repeatAsTask(ask) : answered(answer.get(), ask);
        } catch (RuntimeException e) {
            call.cancel();
            throw e;
        }
    }

    private byte[] questions(BridgedCall call, Ask ask) {
        return inputRequired(ask, call.inputRequests(), parked.park(call, ask, server()));
    }

    private static byte[] inputRequired(Ask ask, byte[] requests, String state) {
        return Messages.result(
                ask.requestId(),
                Messages.join(
                        Messages.ascii("{\"resultType\":\"input_required\",\"inputRequests\":"),
                        requests,
                        Messages.ascii(",\"requestState\":\"" + state + "\"}")));
    }

    private static byte[] answered(byte[] message, Ask ask) {
        Envelope answer = Envelope.scan(message);
        byte[] id = ask.requestId();
        if (answer.has(Member.RESULT)) {
            return Rewrite.forStateless(answer, ask.method(), id);
        }
        if (answer.is(Member.ERROR_CODE, Integer.toString(RpcFault.RESOURCE_UNKNOWN))) {
            byte[] code = Messages.ascii(Integer.toString(RpcFault.INVALID_PARAMS));
            return Envelope.scan(answer.with(Member.ERROR_CODE, code)).with(Member.ID, id);
        }
        return answer.is(Member.ERROR_CODE, URL_NEEDED) ? urlNeeded(answer, ask) : answer.with(Member.ID, id);
    }

    /** The error of 2025-11-25 that sends people to a page first became a question. */
    private static byte[] urlNeeded(Envelope answer, Ask ask) {
        if (!ask.can("elicitation")) {
            throw new RpcFault(
                    Rules.CAPABILITY_MISSING,
                    "Missing required client capability",
                    "{\"requiredCapabilities\":{\"elicitation\":{\"url\":{}}}}");
        }
        byte[] text = answer.message();
        List<Span> pages = answer.span(Member.ERROR)
                .flatMap(error -> Json.member(text, error, "data"))
                .flatMap(data -> Json.member(text, data, "elicitations"))
                .map(array -> Json.elements(text, array))
                .orElse(List.of());
        Map<String, byte[]> questions = new LinkedHashMap<>();
        for (Span page : pages) {
            Map<String, byte[]> question = new LinkedHashMap<>();
            question.put("method", JsonText.encode("elicitation/create"));
            question.put("params", page.of(text));
            questions.put("page-" + (questions.size() + 1), Rewrite.object(question));
        }
        return inputRequired(ask, Rewrite.object(questions), AGAIN);
    }
}
