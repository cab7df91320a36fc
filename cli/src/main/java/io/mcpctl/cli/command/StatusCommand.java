package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** Says whether the daemon serves, and how its servers are. */
final class StatusCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Show the daemon and its servers", "", 0, 0, List.of(), List.of("mcpctl status -o json"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        JsonNode servers = api.get("/api/v1/servers");
        JsonNode instances = api.get("/api/v1/instances");
        ObjectNode status = Json.object().put("url", api.target().toString());
        invocation
                .home()
                .daemon()
                .map(DaemonFile::pid)
                .ifPresentOrElse(pid -> status.put("pid", pid), () -> status.putNull("pid"));
        status.put("ready", api.healthy("/health"));
        servers.forEach(server -> status.withArray("servers").add(summary(server, instances)));
        if (!status.has("servers")) {
            status.putArray("servers");
        }
        if (invocation.format() == Format.JSON || invocation.format() == Format.YAML) {
            invocation.print(status);
        } else {
            print(invocation, status);
        }
        return ExitCode.OK;
    }

    private static ObjectNode summary(JsonNode server, JsonNode instances) {
        String name = server.path("name").asText();
        int running = 0;
        for (JsonNode instance : instances) {
            if (instance.path("server").asText().equals(name)
                    && instance.path("status").asText().equals("RUNNING")) {
                running++;
            }
        }
        return Json.object()
                .put("name", name)
                .put("replicas", server.path("replicas").asInt())
                .put("running", running)
                .put("health", server.path("health").asText("unknown"));
    }

    private static void print(Invocation invocation, JsonNode status) {
        invocation.out().println("url:    " + status.path("url").asText());
        invocation.out().println("pid:    " + status.path("pid").asText("unknown"));
        invocation.out().println("ready:  " + status.path("ready").asText());
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode server : status.path("servers")) {
            rows.add(List.of(
                    server.path("name").asText(),
                    server.path("running").asText() + "/"
                            + server.path("replicas").asText(),
                    server.path("health").asText()));
        }
        if (!rows.isEmpty()) {
            invocation.out().println();
            new Table(List.of("SERVER", "RUNNING", "HEALTH"), rows).print(invocation.out());
        }
    }
}
