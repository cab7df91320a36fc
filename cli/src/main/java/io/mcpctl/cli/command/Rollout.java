package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The instances of one server on their way to what its definition wants. */
final class Rollout {
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final ControlApi api;
    private final Terminal terminal;
    private final String name;
    private final int replicas;
    private final long end;
    private final Duration limit;
    private String told = "";

    Rollout(ControlApi api, Terminal terminal, JsonNode server, Duration limit) {
        this.api = api;
        this.terminal = terminal;
        this.name = server.path("name").asText();
        this.replicas = server.path("replicas").asInt(1);
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    String name() {
        return name;
    }

    /** The daemon replaces one after the other; returns when that is done. */
    void restart() {
        JsonNode begun = api.post("/api/v1/servers/" + Target.segment(name) + "/restart", Json.object());
        Set<String> old = new TreeSet<>();
        begun.path("instances").forEach(id -> old.add(id.asText()));
        await(old);
    }

    void await() {
        await(Set.of());
    }

    private void await(Set<String> gone) {
        while (true) {
            JsonNode instances = instances();
            boolean replaced = gone.stream().noneMatch(ids(instances, false)::contains);
            if (replaced && ids(instances, true).size() >= replicas) {
                return;
            }
            tell(gone.isEmpty() ? state(instances) : replaced(instances, gone));
            if (System.nanoTime() >= end) {
                throw CliException.unavailable("server \"" + name + "\" has " + state() + " within " + limit.toSeconds()
                        + " s; see `mcpctl describe server " + name + "`");
            }
            Pause.of(PAUSE);
        }
    }

    private void tell(String state) {
        if (terminal.talksToPerson() && !state.equals(told)) {
            told = state;
            terminal.say(Plain.line("server/" + name + ": " + state));
        }
    }

    /** As in {@code 1 of 2 running}. */
    String state() {
        return state(instances());
    }

    private String state(JsonNode instances) {
        return ids(instances, true).size() + " of " + replicas + " running";
    }

    private String replaced(JsonNode instances, Set<String> gone) {
        Set<String> fresh = ids(instances, true);
        fresh.removeAll(gone);
        return fresh.size() + " of " + replicas + " replaced";
    }

    private JsonNode instances() {
        return api.get("/api/v1/instances?server=" + Target.segment(name));
    }

    private static Set<String> ids(JsonNode instances, boolean running) {
        List<String> ids = new ArrayList<>();
        for (JsonNode instance : instances) {
            if (!running || instance.path("status").asText().equals("RUNNING")) {
                ids.add(instance.path("id").asText(instance.path("name").asText()));
            }
        }
        return new TreeSet<>(ids);
    }
}
