package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Plain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Waits until servers run and are healthy, with a line for each change. */
final class ReadyWait {
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int LOG_LINES = 15;

    private final ControlApi api;
    private final Terminal terminal;
    private final Duration limit;
    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    ReadyWait(ControlApi api, Terminal terminal, Duration limit) {
        this.api = api;
        this.terminal = terminal;
        this.limit = limit;
    }

    void await(Set<String> servers) {
        long begin = System.nanoTime();
        while (true) {
            Set<String> waiting = new TreeSet<>(servers);
            for (JsonNode instance : api.get("/api/v1/instances")) {
                String server = instance.path("server").asText();
                if (servers.contains(server)) {
                    String state = state(instance);
                    observe(instance, server, state, seconds(begin));
                    if (state.equals("RUNNING healthy")) {
                        waiting.remove(server);
                    }
                }
            }
            if (waiting.isEmpty()) {
                return;
            }
            giveUpOn(waiting, begin);
            pause();
        }
    }

    private static String state(JsonNode instance) {
        return (instance.path("status").asText("") + " "
                        + instance.path("healthStatus").asText(""))
                .replace("null", "")
                .strip();
    }

    private void observe(JsonNode instance, String server, String state, long seconds) {
        String name = instance.path("name").asText();
        if (!state.equals(states.put(name, state))) {
            terminal.say(Plain.line(String.format("%4d s  %s %s", seconds, name, state)));
            if (state.startsWith("ERROR")) {
                failures.merge(server, 1, Integer::sum);
            }
        }
    }

    /** A server that failed again after its pause will hardly heal by waiting. */
    private void giveUpOn(Set<String> waiting, long begin) {
        boolean late = System.nanoTime() - begin > limit.toNanos();
        List<String> lost = waiting.stream()
                .filter(server -> late || failures.getOrDefault(server, 0) >= 3)
                .toList();
        if (lost.isEmpty()) {
            return;
        }
        for (String server : lost) {
            terminal.say("The last lines of " + server + ":");
            for (JsonNode instance : api.get("/api/v1/instances?server=" + Target.segment(server))) {
                lastLines(instance.path("name").asText());
            }
        }
        throw new CliException(
                late ? ExitCode.UNAVAILABLE : ExitCode.FAILURE,
                "not running and healthy "
                        + (late ? "within " + limit.toMinutes() + " minutes" : "after several starts") + ": "
                        + String.join(", ", lost) + "; see `mcpctl describe server " + lost.getFirst()
                        + "` and `mcpctl logs "
                        + lost.getFirst() + "`, then run `mcpctl quickstart` again");
    }

    private void lastLines(String instance) {
        api.find("/api/v1/instances/" + Target.segment(instance) + "/logs?tail=" + LOG_LINES)
                .map(log -> Plain.text(log.path("stderr").asText("")))
                .ifPresent(text -> text.lines().forEach(line -> terminal.say("  " + line)));
    }

    private static long seconds(long begin) {
        return (System.nanoTime() - begin) / 1_000_000_000;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }
}
