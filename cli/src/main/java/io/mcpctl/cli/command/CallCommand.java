package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.mcp.McpHttpSession;
import io.mcpctl.cli.mcp.McpProtocolError;
import io.mcpctl.cli.mcp.McpTransportError;
import io.mcpctl.cli.mcp.ToolArguments;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Similar;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Calls a tool through the project's endpoint. */
final class CallCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Call a tool of a project",
                "<tool> [key=value...]",
                1,
                Usage.ANY,
                List.of(
                        Usage.Option.value("--args", "<json>", "all arguments as one JSON object"),
                        Usage.Option.value("--timeout", "<seconds>", "how long the tool may take, 300 by default")),
                List.of(
                        "mcpctl call everything__echo message=hello -p demo",
                        "mcpctl call files__write_file --args '{\"path\": \"a.txt\", \"content\": \"hi\"}' -p demo"));
    }

    @Override
    public int run(Invocation invocation) {
        String tool = invocation.word(0);
        List<String> words = invocation.words().subList(1, invocation.words().size());
        Optional<ObjectNode> whole = invocation.arguments().value("--args").map(ToolArguments::object);
        if (whole.isPresent() && !words.isEmpty()) {
            throw CliException.usage("give the arguments either as key=value or by --args, not both");
        }
        int seconds = invocation.arguments().number("--timeout", 1, 86_400).orElse(300);
        JsonNode result = ToolSession.run(
                invocation.api(),
                invocation.neededProject(),
                Duration.ofSeconds(seconds),
                session -> call(session, tool, words, whole));
        print(invocation, result);
        return result.path("isError").asBoolean() ? ExitCode.FAILURE : ExitCode.OK;
    }

    private static JsonNode call(McpHttpSession session, String tool, List<String> words, Optional<ObjectNode> whole)
            throws McpProtocolError, McpTransportError {
        if (whole.isPresent()) {
            return session.callTool(tool, whole.get());
        }
        if (words.isEmpty()) {
            return session.callTool(tool, Json.object());
        }
        List<JsonNode> tools = session.listTools();
        JsonNode found = tools.stream()
                .filter(candidate -> sameTool(tool, candidate.path("name").asText()))
                .findFirst()
                .orElseThrow(() -> unknown(tool, tools));
        return session.callTool(tool, ToolArguments.parse(words, found.path("inputSchema")));
    }

    /** {@code server/tool} is another way to write {@code server__tool}. */
    private static boolean sameTool(String wanted, String name) {
        return name.equals(wanted) || name.equals(wanted.replaceFirst("/", "__"));
    }

    private static CliException unknown(String tool, List<JsonNode> tools) {
        List<String> names =
                tools.stream().map(node -> node.path("name").asText()).toList();
        return new CliException(
                ExitCode.NOT_FOUND,
                "the project has no tool \"" + tool + "\"" + Similar.hint(tool, names)
                        + "; `mcpctl get tools -p <project>` lists them");
    }

    private static void print(Invocation invocation, JsonNode result) {
        if (invocation.format().isStructured()) {
            invocation.print(result);
            return;
        }
        if (result.path("isError").asBoolean()) {
            invocation.terminal().say("Error: the tool reports a failure: " + Plain.text(text(result)));
            return;
        }
        invocation.out().println(Plain.text(text(result)));
    }

    /** The content for people; what is no text is named. */
    static String text(JsonNode result) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : result.path("content")) {
            text.append(text.isEmpty() ? "" : "\n");
            String type = part.path("type").asText();
            text.append(
                    switch (type) {
                        case "text" -> part.path("text").asText();
                        case "resource" ->
                            part.path("resource")
                                    .path("text")
                                    .asText("[resource "
                                            + part.path("resource").path("uri").asText() + "]");
                        case "resource_link" -> "[resource " + part.path("uri").asText() + "]";
                        default -> "[" + type + " " + part.path("mimeType").asText("") + ", use -o json]";
                    });
        }
        return result.path("content").isEmpty() && result.has("structuredContent")
                ? Json.pretty(result.path("structuredContent"))
                : text.toString();
    }
}
