package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task of the extension as revision 2025-11-25 shows it.
 *
 * @param members raw JSON by the names of that revision
 */
record SessionTask(Map<String, byte[]> members) {
    private static final List<String> SAME = List.of("taskId", "statusMessage", "createdAt", "lastUpdatedAt");
    private static final long SHORTEST_PAUSE = 50;
    private static final long USUAL_PAUSE = 500;
    private static final long LONGEST_PAUSE = 5_000;

    static SessionTask of(Map<String, byte[]> task) {
        Map<String, byte[]> shown = new LinkedHashMap<>();
        SAME.forEach(name -> Optional.ofNullable(task.get(name)).ifPresent(value -> shown.put(name, value)));
        shown.put("status", JsonText.encode(status(task)));
        shown.put("ttl", task.getOrDefault("ttlMs", Messages.ascii("null")));
        Optional.ofNullable(task.get("pollIntervalMs")).ifPresent(value -> shown.put("pollInterval", value));
        return new SessionTask(shown);
    }

    /** A result that says that its tool failed is a completed task there and a failed one here. */
    private static String status(Map<String, byte[]> task) {
        String status = text(task, "status");
        byte[] result = task.get("result");
        boolean failed = result != null
                && Json.member(result, new Span(0, result.length), "isError")
                        .filter(value -> result[value.start()] == 't')
                        .isPresent();
        return status.equals("completed") && failed ? "failed" : status;
    }

    private static String text(Map<String, byte[]> members, String name) {
        return Optional.ofNullable(members.get(name))
                .flatMap(raw -> Json.text(raw, new Span(0, raw.length)))
                .orElse("");
    }

    String status() {
        return text(members, "status");
    }

    /** Changes when the task does. */
    String stamp() {
        return text(members, "lastUpdatedAt");
    }

    /** How long to wait before asking again. */
    Duration pause() {
        byte[] raw = members.getOrDefault("pollInterval", new byte[0]);
        try {
            long wanted = (long) Double.parseDouble(new String(raw, StandardCharsets.US_ASCII));
            return Duration.ofMillis(Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, wanted)));
        } catch (NumberFormatException e) {
            return Duration.ofMillis(USUAL_PAUSE); // the server does not say
        }
    }

    byte[] json() {
        return Messages.object(members);
    }
}
