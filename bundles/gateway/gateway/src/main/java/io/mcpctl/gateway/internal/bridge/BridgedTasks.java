package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Exchange;
import io.mcpctl.gateway.internal.session.Link;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tasks of servers with sessions (2025-11-25), as clients of the stateless era know them from the extension: results and
 * questions are parts of the task there, and here of the answer to {@code tasks/result}, which is waited for meanwhile.
 */
public final class BridgedTasks {
    static final String RELATED = "io.modelcontextprotocol/related-task";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A task that needs input has asked before it said so, or is about to. */
    private static final Duration QUESTION_LIMIT = Duration.ofSeconds(2);

    private static final byte[] DONE = Messages.ascii("{\"resultType\":\"complete\"}");
    private static final List<String> SAME = List.of("taskId", "status", "statusMessage", "createdAt", "lastUpdatedAt");
    private static final AtomicLong IDS = new AtomicLong();

    private final TaskResults results = new TaskResults();

    /** The refusal of a client that does not take tasks. */
    public static RpcFault missing() {
        return new RpcFault(
                Rules.CAPABILITY_MISSING,
                "Missing required client capability",
                "{\"requiredCapabilities\":{\"extensions\":{\"" + Ask.TASKS + "\":{}}}}");
    }

    /** Gives up what nobody asks for any more. */
    public void expire() {
        results.expire();
    }

    /** The answer to a call that became a task, or the answer itself. */
    static byte[] created(Envelope answer, Ask ask) {
        Optional<Span> task = answer.span(Member.RESULT).flatMap(all -> Json.member(answer.message(), all, "task"));
        if (task.isEmpty()) {
            return Rewrite.forStateless(answer, ask.method(), ask.requestId());
        }
        Map<String, byte[]> shown = new LinkedHashMap<>();
        shown.put("resultType", Messages.ascii("\"task\""));
        shown.putAll(shown(Json.parts(answer.message(), task.get())));
        answer.raw(Member.RESULT_META).ifPresent(meta -> shown.put("_meta", meta));
        return Messages.result(ask.requestId(), Messages.object(shown));
    }

    private static Map<String, byte[]> shown(Map<String, byte[]> task) {
        Map<String, byte[]> shown = new LinkedHashMap<>();
        SAME.forEach(name -> Optional.ofNullable(task.get(name)).ifPresent(value -> shown.put(name, value)));
        shown.put("ttlMs", task.getOrDefault("ttl", Messages.ascii("null")));
        Optional.ofNullable(task.get("pollInterval")).ifPresent(value -> shown.put("pollIntervalMs", value));
        return shown;
    }

    /** Answers {@code tasks/get}, {@code tasks/update} and {@code tasks/cancel}. */
    byte[] answer(Ask ask, Session session, Link link) {
        if (!ask.knowsTasks()) {
            throw missing();
        }
        String task = ask.text(Member.PARAMS_TASK_ID, "params.taskId");
        TaskResults.Key key = new TaskResults.Key(session.id(), link.server(), task);
        Envelope state = ask(ask, link, "tasks/get", task);
        if (!state.has(Member.RESULT)) {
            return state.with(Member.ID, ask.requestId());
        }
        return switch (ask.method()) {
            case "tasks/update" -> {
                results.find(key).ifPresent(call -> call.resume(ask, BridgedPeer.answers(ask)));
                yield Messages.result(ask.requestId(), DONE);
            }
            case "tasks/cancel" -> {
                ask(ask, link, "tasks/cancel", task); // one that is over stays as it is
                results.forget(key);
                yield Messages.result(ask.requestId(), DONE);
            }
            default -> {
                Map<String, byte[]> known =
                        Json.parts(state.message(), state.span(Member.RESULT).orElseThrow());
                yield Messages.result(ask.requestId(), detailed(ask, session, link, key, known));
            }
        };
    }

    private byte[] detailed(Ask ask, Session session, Link link, TaskResults.Key key, Map<String, byte[]> known) {
        Map<String, byte[]> shown = new LinkedHashMap<>();
        shown.put("resultType", Messages.ascii("\"complete\""));
        shown.putAll(shown(known));
        byte[] raw = known.getOrDefault("status", Messages.ascii("\"\""));
        switch (Json.text(raw, new Span(0, raw.length)).orElse("")) {
            case "completed", "failed" -> {
                BridgedCall call = results.find(key).orElseGet(() -> wait(ask, session, link, key));
                call.awaitNews(LIMIT, true);
                call.answerNow().ifPresent(answer -> finish(shown, Envelope.scan(answer)));
                results.forget(key);
            }
            case "input_required" -> {
                BridgedCall call = results.find(key).orElseGet(() -> wait(ask, session, link, key));
                call.awaitNews(QUESTION_LIMIT, false);
                if (call.isAsking()) {
                    shown.put("inputRequests", call.inputRequests());
                } else {
                    shown.put("status", JsonText.encode("working")); // its questions are answered, or not heard yet
                }
            }
            default -> {} // there is nothing to add
        }
        return Messages.object(shown);
    }

    /** A tool that failed has a result; only a call that failed has none. */
    private static void finish(Map<String, byte[]> shown, Envelope answer) {
        Optional<byte[]> result = answer.raw(Member.RESULT);
        if (result.isPresent()) {
            shown.put("status", JsonText.encode("completed"));
            shown.put("result", result.get());
        } else {
            shown.put("status", JsonText.encode("failed"));
            shown.put("error", answer.raw(Member.ERROR).orElse(Endpoint.EMPTY));
        }
    }

    /** Begins to wait for the result; the questions of the task arrive with it. */
    private BridgedCall wait(Ask ask, Session session, Link link, TaskResults.Key key) {
        BridgedCall call = new BridgedCall(session, ask, key.task());
        BridgedCall first = results.put(key, call);
        if (first != call) {
            return first;
        }
        Envelope request = Envelope.scan(request("tasks/result", key.task()));
        Exchange exchange = session.begin(request, call, ask.correlation());
        exchange.goesTo(link);
        call.start(key.server(), () -> {
            try {
                return link.request(request.message(), Endpoint.limit("tasks/result"), ask.correlation());
            } finally {
                session.end(exchange);
            }
        });
        return call;
    }

    private static Envelope ask(Ask ask, Link link, String method, String task) {
        return Envelope.scan(link.request(request(method, task), LIMIT, ask.correlation()));
    }

    private static byte[] request(String method, String task) {
        return Messages.request(
                Messages.ascii("\"task-" + IDS.incrementAndGet() + "\""),
                method,
                Messages.join(Messages.ascii("{\"taskId\":"), JsonText.encode(task), Messages.ascii("}")));
    }
}
