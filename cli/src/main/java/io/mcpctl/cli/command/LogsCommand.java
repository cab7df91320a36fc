package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.daemon.DaemonLogs;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Similar;
import java.util.ArrayList;
import java.util.List;

/** Shows what a server's process, or the daemon, has written. */
final class LogsCommand implements Command {
    private static final int LINES = 200;

    @Override
    public Usage usage() {
        return new Usage(
                "Show the log of a server, an instance or the daemon",
                "<server|instance>",
                0,
                1,
                List.of(
                        Usage.Option.value("-t", "--tail", "<n>", "how many of the last lines, 200 by default"),
                        Usage.Option.value(
                                "-i", "--index", "<n>", "which instance of the server; else the first running one"),
                        Usage.Option.flag("-f", "--follow", "go on showing what is written until interrupted"),
                        Usage.Option.flag("--daemon", "the daemon's own log")),
                List.of("mcpctl logs everything -t 50", "mcpctl logs everything -f", "mcpctl logs --daemon"));
    }

    @Override
    public int run(Invocation invocation) {
        int tail = invocation.arguments().number("--tail", 0, 100_000).orElse(LINES);
        boolean daemon = invocation.arguments().has("--daemon");
        if (invocation.reportFormat().isStructured()
                && (daemon || invocation.arguments().has("--follow"))) {
            throw CliException.usage("lines of --daemon and --follow have no other form; leave out -o");
        }
        if (daemon) {
            DaemonLogs.last(invocation.home(), tail)
                    .forEach(line -> invocation.out().println(Plain.text(line)));
            return ExitCode.OK;
        }
        if (invocation.words().isEmpty()) {
            throw CliException.usage("whose log? give a server or an instance, or --daemon");
        }
        ControlApi api = invocation.api();
        String instance = instance(api, invocation);
        String path = "/api/v1/instances/" + Target.segment(instance) + "/logs?tail=" + tail;
        if (invocation.arguments().has("--follow")) {
            return LogStream.show(invocation, api, path + "&follow=true");
        }
        JsonNode log = api.get(path);
        if (invocation.reportFormat().isStructured()) {
            invocation.print(log);
        } else {
            print(invocation, log.path("stdout").asText(""));
            print(invocation, log.path("stderr").asText(""));
        }
        return ExitCode.OK;
    }

    private static CliException none(ControlApi api, String name, List<String> servers) {
        boolean known = api.find("/api/v1/servers/" + Target.segment(name)).isPresent();
        return new CliException(
                ExitCode.NOT_FOUND,
                known
                        ? "the server \"" + name + "\" has no instances; `mcpctl describe server " + name
                                + "` tells how many it should have"
                        : "there is no server or instance \"" + name + "\"" + Similar.hint(name, servers)
                                + "; `mcpctl get servers` lists the servers");
    }

    private static void print(Invocation invocation, String text) {
        if (!text.isEmpty()) {
            invocation.out().print(Plain.text(text));
            invocation.out().print(text.endsWith("\n") ? "" : "\n");
        }
    }

    private static String instance(ControlApi api, Invocation invocation) {
        String name = invocation.word(0);
        List<JsonNode> ofServer = new ArrayList<>();
        List<String> servers = new ArrayList<>();
        for (JsonNode instance : api.list("/api/v1/instances")) {
            if (instance.path("name").asText().equals(name)) {
                return name;
            }
            servers.add(instance.path("server").asText());
            if (instance.path("server").asText().equals(name)) {
                ofServer.add(instance);
            }
        }
        if (ofServer.isEmpty()) {
            throw none(api, name, servers);
        }
        int index = invocation.arguments().number("--index", 0, 1000).orElse(-1);
        if (index < 0) {
            return ofServer.stream()
                    .filter(instance -> instance.path("status").asText().equals("RUNNING"))
                    .findFirst()
                    .orElse(ofServer.getFirst())
                    .path("name")
                    .asText();
        }
        String wanted = name + "-" + index;
        return ofServer.stream()
                .map(instance -> instance.path("name").asText())
                .filter(wanted::equals)
                .findFirst()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND,
                        "there is no instance " + wanted + "; the server " + name + " has " + ofServer.size()));
    }
}
