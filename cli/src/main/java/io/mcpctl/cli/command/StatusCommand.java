package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says whether the daemon serves, as whom one speaks to it, and how its servers are. */
final class StatusCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show the daemon, your login and the servers", "", 0, 0, List.of(), List.of("mcpctl status -o json"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        Optional<JsonNode> me = allowed(api, "/api/v1/auth/me");
        ObjectNode status = Json.object().put("url", api.target().toString());
        invocation
                .home()
                .daemon()
                .filter(daemon -> Target.sameOrigin(daemon.url(), api.target().base()))
                .map(DaemonFile::pid)
                .ifPresentOrElse(pid -> status.put("pid", pid), () -> status.putNull("pid"));
        status.put("ready", api.healthy("/health"));
        me.map(StatusCommand::user)
                .filter(user -> !user.isEmpty())
                .ifPresentOrElse(user -> status.put("user", user), () -> status.putNull("user"));
        allowed(api, "/api/v1/health/overview")
                .ifPresent(overview ->
                        status.put("health", overview.path("overallStatus").asText()));
        Optional<JsonNode> servers = allowed(api, "/api/v1/servers");
        JsonNode instances = allowed(api, "/api/v1/instances").orElseGet(Json::array);
        status.putArray("servers");
        servers.ifPresent(
                list -> list.forEach(server -> status.withArray("servers").add(summary(server, instances))));
        if (invocation.format().isStructured()) {
            invocation.print(status);
        } else {
            print(invocation, status, servers.isPresent());
        }
        return ExitCode.OK;
    }

    /** Empty when the caller may not see it, or the daemon has no such thing. */
    private static Optional<JsonNode> allowed(ControlApi api, String path) {
        try {
            return api.find(path);
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.DENIED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String user(JsonNode me) {
        String email = me.path("email").asText("");
        String name = me.path("name").asText("");
        return email.isEmpty() || email.equals("null") ? name : email;
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

    private static void print(Invocation invocation, ObjectNode status, boolean seesServers) {
        boolean direct = invocation.arguments().has("--direct")
                || (!status.path("pid").isNull()
                        && invocation
                                .home()
                                .daemon()
                                .filter(daemon -> daemon.distribution().equals("mcpd"))
                                .isPresent());
        String address = status.path("url").asText()
                + (status.path("ready").asBoolean() ? " ready" : " not ready")
                + (status.path("pid").isNull()
                        ? ""
                        : " (pid " + status.path("pid").asText() + ")");
        if (!direct) {
            line(invocation, "mcplocal: ", address);
        }
        line(invocation, "mcpd:     ", direct ? address + ", direct" : "answers via mcplocal");
        line(
                invocation,
                "Auth:     ",
                status.path("user").isNull()
                        ? "not logged in"
                        : "logged in as " + status.path("user").asText());
        if (status.has("health")) {
            line(invocation, "Health:   ", status.path("health").asText());
        }
        if (!seesServers) {
            invocation.terminal().say("You may not see the servers; `mcpctl login` as someone who may.");
        }
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

    private static void line(Invocation invocation, String label, String value) {
        invocation.out().println(label + Plain.line(value));
    }
}
