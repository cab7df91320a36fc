package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.jsonrpc.api.Splice;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The tasks of revision 2025-11-25 over a server that has the extension of the stateless era. There the server decides what
 * becomes a task, here the client does: what the server answers at once is a task that is over already. Results, which here
 * are waited for, are polled for. A list of tasks has no counterpart.
 */
final class Tasks {
    static final String REVISION = "2025-11-25";
    private static final int METHOD_UNKNOWN = -32601;
    private static final int INVALID_PARAMS = -32602;
    private static final String RELATED = "io.modelcontextprotocol/related-task";
    /** A task outlives the request that made it. */
    private static final byte[] NO_REQUEST = {};

    private static final Set<String> OVER = Set.of("completed", "failed", "cancelled");

    private final Exchanges exchanges;
    private final Rounds rounds;
    private final FinishedTasks finished = new FinishedTasks();

    Tasks(Exchanges exchanges, Rounds rounds) {
        this.exchanges = exchanges;
        this.rounds = rounds;
    }

    /** Capabilities of the server with what a client of sessions has to know. */
    static byte[] addTo(byte[] capabilities) {
        Map<String, byte[]> all = Json.parts(capabilities, new Span(0, capabilities.length));
        all.put("tasks", Messages.ascii("{\"cancel\":{},\"requests\":{\"tools\":{\"call\":{}}}}"));
        return Messages.object(all);
    }

    /** Says of each tool in an answer that it can be called as a task. */
    static byte[] announced(byte[] list) {
        Envelope answer = Envelope.scan(list);
        Splice splice = new Splice(list);
        for (Span tool : answer.span(Member.RESULT_TOOLS)
                .map(span -> Json.elements(list, span))
                .orElse(List.of())) {
            if (Json.member(list, tool, "execution").isEmpty()) {
                splice.insert(tool, Messages.ascii("\"execution\":{\"taskSupport\":\"optional\"}"));
            }
        }
        return splice.done();
    }

    static boolean isWanted(Envelope call) {
        return call.span(Member.PARAMS)
                .flatMap(params -> Json.member(call.message(), params, "task"))
                .isPresent();
    }

    /** A tool that only runs as a task, called without one: what a server of sessions would say. */
    static byte[] needed(byte[] answer) {
        Envelope read = Envelope.scan(answer);
        boolean task = read.is(Member.ERROR_CODE, "-32021")
                && read.span(Member.ERROR)
                        .flatMap(error -> Json.member(answer, error, "data"))
                        .flatMap(data -> Json.member(answer, data, "requiredCapabilities"))
                        .flatMap(required -> Json.member(answer, required, "extensions"))
                        .flatMap(extensions -> Json.member(answer, extensions, Extension.TASKS))
                        .isPresent();
        return task
                ? Messages.error(
                        read.raw(Member.ID).orElseThrow(),
                        METHOD_UNKNOWN,
                        "this tool has to be called as a task: add \"task\" to the parameters")
                : answer;
    }

    /** Calls a tool as a task. */
    byte[] create(Client client, Envelope call, Duration limit) {
        byte[] id = call.raw(Member.ID).orElseThrow();
        Map<String, byte[]> params =
                Json.parts(call.message(), call.span(Member.PARAMS).orElseThrow());
        params.remove("task");
        byte[] request = Messages.request(id, call.method(), Messages.object(params));
        byte[] answer = exchanges.ask(client.withTasks(), Envelope.scan(request), limit);
        Envelope read = Envelope.scan(answer);
        if (!read.has(Member.RESULT)) {
            return answer;
        }
        byte[] task = read.is(Member.RESULT_TYPE, "\"task\"")
                ? SessionTask.of(result(read)).json()
                : finished.add(read).asNew();
        return Messages.result(id, Messages.join(Messages.ascii("{\"task\":"), task, Messages.ascii("}")));
    }

    /** Answers the methods of tasks. */
    byte[] answer(Client client, Envelope request, Duration limit) {
        byte[] id = request.raw(Member.ID).orElseThrow();
        String method = request.method();
        if (method.equals("tasks/list")) {
            return Messages.error(id, METHOD_UNKNOWN, "Method not found: the server does not list its tasks");
        }
        Optional<String> task = request.text(Member.PARAMS_TASK_ID);
        if (task.isEmpty()) {
            return Messages.error(id, INVALID_PARAMS, "params.taskId is missing or no string");
        }
        Optional<FinishedTasks.Finished> known = finished.find(task.get());
        return switch (method) {
            case "tasks/get" ->
                known.map(one -> Messages.result(id, one.asOver())).orElseGet(() -> get(client, id, task.get(), limit));
            case "tasks/result" ->
                known.map(one -> Messages.result(id, about(one.result(), task.get())))
                        .orElseGet(() -> await(client, id, task.get(), limit));
            default -> known.map(one -> over(id)).orElseGet(() -> cancel(client, id, task.get(), limit));
        };
    }

    private byte[] get(Client client, byte[] id, String task, Duration limit) {
        Envelope answer = ask(client, id, "tasks/get", named(task), limit);
        return answer.has(Member.RESULT)
                ? Messages.result(id, SessionTask.of(result(answer)).json())
                : answer.message();
    }

    private byte[] cancel(Client client, byte[] id, String task, Duration limit) {
        Envelope before = ask(client, id, "tasks/get", named(task), limit);
        if (!before.has(Member.RESULT)) {
            return before.message();
        }
        if (OVER.contains(SessionTask.of(result(before)).status())) {
            return over(id);
        }
        Envelope answer = ask(client, id, "tasks/cancel", named(task), limit);
        return answer.has(Member.RESULT) ? get(client, id, task, limit) : answer.message();
    }

    private static byte[] over(byte[] id) {
        return Messages.error(id, INVALID_PARAMS, "the task is over already");
    }

    /** Polls until the task is over, and asks the client what the task asks. */
    private byte[] await(Client client, byte[] id, String task, Duration limit) {
        Set<String> asked = new HashSet<>();
        String stamp = "";
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            Envelope answer = ask(client, id, "tasks/get", named(task), limit);
            if (!answer.has(Member.RESULT)) {
                return answer.message();
            }
            Map<String, byte[]> now = result(answer);
            SessionTask state = SessionTask.of(now);
            if (OVER.contains(state.status())) {
                return ended(id, task, now);
            }
            if (!state.stamp().equals(stamp)) {
                stamp = state.stamp();
                deadline = System.nanoTime() + limit.toNanos();
            }
            if (state.status().equals("input_required") && !asked.containsAll(Rounds.keys(answer))) {
                switch (rounds.next(answer, NO_REQUEST, asked, params -> about(params, task))) {
                    case Rounds.Next.Again again -> {
                        asked.addAll(Rounds.keys(answer));
                        byte[] further = Messages.join(named(task), Messages.ascii(","), again.params());
                        Envelope taken = ask(client, id, "tasks/update", further, limit);
                        if (!taken.has(Member.RESULT)) {
                            return taken.message();
                        }
                    }
                    case Rounds.Next.Refused refused -> {
                        ask(client, id, "tasks/cancel", named(task), limit);
                        return Messages.error(id, refused.error());
                    }
                    case Rounds.Next.Senseless senseless ->
                        throw new ProblemException(
                                ProblemKind.UPSTREAM, "the server " + senseless.why() + " in task " + task);
                }
                deadline = System.nanoTime() + limit.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new ProblemException(
                        ProblemKind.TIMEOUT,
                        "task " + task + " did not change for " + limit.toSeconds() + " s; it goes on, ask again");
            } else {
                pause(state.pause());
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while waiting for a task", e);
        }
    }

    private static byte[] ended(byte[] id, String task, Map<String, byte[]> now) {
        byte[] result = now.get("result");
        byte[] error = now.get("error");
        if (result != null) {
            return Messages.result(id, about(result, task));
        }
        return error != null
                ? Messages.error(id, error)
                : Messages.error(id, INVALID_PARAMS, "the task was cancelled and has no result");
    }

    private Envelope ask(Client client, byte[] id, String method, byte[] members, Duration limit) {
        byte[] params = Messages.join(Messages.ascii("{"), members, Messages.ascii("}"));
        return Envelope.scan(
                exchanges.ask(client.withTasks(), Envelope.scan(Messages.request(id, method, params)), limit));
    }

    private static byte[] named(String task) {
        return Messages.join(Messages.ascii("\"taskId\":"), JsonText.encode(task));
    }

    private static Map<String, byte[]> result(Envelope answer) {
        return Json.parts(answer.message(), answer.span(Member.RESULT).orElseThrow());
    }

    /** A result or parameters that say whose they are. */
    private static byte[] about(byte[] object, String task) {
        Map<String, byte[]> members = Json.parts(object, new Span(0, object.length));
        byte[] known = members.getOrDefault("_meta", Messages.ascii("{}"));
        Map<String, byte[]> meta = Json.parts(known, new Span(0, known.length));
        meta.put(RELATED, Messages.join(Messages.ascii("{"), named(task), Messages.ascii("}")));
        members.put("_meta", Messages.object(meta));
        return Messages.object(members);
    }
}
