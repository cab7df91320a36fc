package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.mcp.McpHttpSession;
import io.mcpctl.cli.query.CustomColumns;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.time.Duration;
import java.util.List;

/** {@code get tools}: what a client of the project sees. */
final class ToolList {
    private static final int SHORT = 60;

    private ToolList() {}

    static int show(Invocation invocation, List<String> names) {
        List<JsonNode> tools = ToolSession.run(
                        invocation.api(), invocation.neededProject(), Duration.ofMinutes(3), McpHttpSession::listTools)
                .stream()
                .filter(tool -> names.isEmpty()
                        || names.stream().anyMatch(name -> Glob.of(name)
                                .matches(tool.path("name").asText())))
                .toList();
        if (tools.isEmpty() && !names.isEmpty()) {
            throw GetCommand.nothing(String.join(" ", names));
        }
        switch (invocation.format()) {
            case JSON -> invocation.print(Documents.array(tools));
            case JSONPATH -> invocation.print(Documents.items(tools));
            case YAML -> invocation.out().print(Documents.yaml(tools));
            case CUSTOM_COLUMNS ->
                CustomColumns.parse(invocation.formatArgument()).table(tools).print(invocation.out());
            case NAME ->
                tools.forEach(tool -> invocation
                        .out()
                        .println("tool/" + Plain.line(tool.path("name").asText())));
            default -> table(invocation, tools);
        }
        return 0;
    }

    private static void table(Invocation invocation, List<JsonNode> tools) {
        if (tools.isEmpty()) {
            invocation.terminal().say("The project offers no tools.");
            return;
        }
        boolean wide = invocation.format() == Format.WIDE;
        List<List<String>> rows = tools.stream()
                .map(tool -> List.of(
                        tool.path("name").asText(),
                        description(tool.path("description").asText(""), wide)))
                .toList();
        new Table(List.of("NAME", "DESCRIPTION"), rows).print(invocation.out());
    }

    private static String description(String text, boolean wide) {
        String line = text.lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("");
        return wide || line.length() <= SHORT
                ? line
                : line.substring(0, SHORT - 3).stripTrailing() + "...";
    }
}
