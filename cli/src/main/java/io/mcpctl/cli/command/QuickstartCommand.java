package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.daemon.DaemonControl;
import io.mcpctl.cli.daemon.Launch;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.mcp.McpHttpSession;
import io.mcpctl.cli.mcp.McpProtocolError;
import io.mcpctl.cli.mcp.McpTransportError;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** From nothing to tools that a client can call: starts, defines, waits, tries, and says how to go on. */
final class QuickstartCommand implements Command {
    private static final String PROJECT = "demo";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Override
    public Usage usage() {
        return new Usage(
                "Start the daemon with three example servers and try them",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl quickstart", "mcpctl quickstart --port 3300"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        PrintStream out = invocation.out();
        DaemonFile daemon = UpCommand.started(invocation, new DaemonControl(invocation), Launch.of(invocation));
        out.flush();
        try (Http http = Http.create()) {
            ControlApi api = new ControlApi(http, new Target(daemon.url(), Optional.of(daemon.token())));
            Set<String> servers = define(invocation, api);
            out.flush();
            new ReadyWait(api, invocation.terminal(), LIMIT).await(servers);
            out.println("all servers are running and healthy: " + String.join(", ", servers));
            ToolSession.run(api, PROJECT, Duration.ofMinutes(2), session -> tryTools(session, out));
            explain(out, api.target(), servers);
        }
        return ExitCode.OK;
    }

    private static Set<String> define(Invocation invocation, ControlApi api) {
        Path file = invocation.root().resolve("examples/quickstart.yaml");
        List<Document> documents = DocumentReader.read(
                List.of(file.toString()),
                invocation.terminal().in(),
                Kinds.ask(api),
                Optional.empty(),
                invocation.terminal()::say);
        if (new Applier(api, invocation).apply(documents, false) != ExitCode.OK) {
            throw CliException.failure("the example could not be applied; the reasons are above");
        }
        Set<String> servers = new TreeSet<>();
        documents.stream()
                .filter(document -> document.kind().equals("server"))
                .forEach(document -> servers.add(document.name()));
        return servers;
    }

    private static int tryTools(McpHttpSession session, PrintStream out) throws McpProtocolError, McpTransportError {
        int tools = session.listTools().size();
        out.println("the project " + PROJECT + " offers " + tools + " tools");
        call(session, out, "everything__echo", Json.object().put("message", "hello from mcpctl"));
        call(session, out, "files__list_directory", Json.object().put("path", "."));
        return tools;
    }

    private static void call(McpHttpSession session, PrintStream out, String tool, ObjectNode arguments)
            throws McpProtocolError, McpTransportError {
        JsonNode result = session.callTool(tool, arguments);
        String text = Plain.line(CallCommand.text(result)).strip();
        if (result.path("isError").asBoolean()) {
            throw CliException.failure("the tool " + tool + " reports a failure: " + text);
        }
        out.println("called " + tool + ": " + (text.isEmpty() ? "(an empty folder)" : text));
    }

    private static void explain(PrintStream out, Target target, Set<String> servers) {
        out.println();
        out.println("Endpoints:");
        out.println("  " + target.project(PROJECT) + "   all servers of the project");
        servers.forEach(server -> out.println("  " + target.resolve("/servers/" + server + "/mcp")));
        out.println();
        out.println("Client configuration to paste:");
        ObjectNode configuration = Json.object();
        configuration
                .putObject("mcpServers")
                .putObject(PROJECT)
                .put("type", "http")
                .put("url", target.project(PROJECT).toString());
        out.println(Json.pretty(configuration));
        out.println();
        out.println("Next: `mcpctl get servers`, `mcpctl get tools -p " + PROJECT + "`, `mcpctl down`");
    }
}
