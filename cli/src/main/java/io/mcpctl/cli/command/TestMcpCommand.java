package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.mcp.McpProbe;
import io.mcpctl.cli.mcp.ToolArguments;
import io.mcpctl.cli.text.Plain;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks that an endpoint keeps MCP's contract. */
final class TestMcpCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Check that a Streamable HTTP endpoint speaks MCP",
                "<url>",
                0,
                1,
                List.of(
                        Usage.Option.value("--token", "<bearer>", "bearer token; else MCPCTL_TOKEN"),
                        Usage.Option.value("--tool", "<name>", "a tool to call"),
                        Usage.Option.value("--args", "<json>", "its arguments as a JSON object"),
                        Usage.Option.value("--expect-tools", "<a,b>", "tools that must be there"),
                        Usage.Option.value("--timeout", "<seconds>", "for each request, 30 by default"),
                        Usage.Option.flag("--no-health", "do not probe /healthz first")),
                List.of("mcpctl test mcp http://127.0.0.1:3200/projects/demo/mcp --expect-tools everything__echo"));
    }

    @Override
    public int run(Invocation invocation) {
        McpProbe.Plan plan = plan(invocation);
        ObjectNode report;
        try (Http http = Http.create()) {
            report = new McpProbe(http, plan).run();
        }
        if (invocation.format().isStructured()) {
            invocation.print(report);
        } else {
            print(invocation, report);
        }
        return report.path("exitCode").asInt();
    }

    private static McpProbe.Plan plan(Invocation invocation) {
        String url = invocation.words().isEmpty() ? "" : invocation.word(0);
        Optional<String> tool = invocation.arguments().value("--tool");
        Optional<String> arguments = invocation.arguments().value("--args");
        if (arguments.isPresent() && tool.isEmpty()) {
            throw CliException.failure("--args needs --tool <name>");
        }
        return new McpProbe.Plan(
                uri(url),
                invocation.arguments().value("--token").or(() -> Optional.ofNullable(
                                invocation.environment().get("MCPCTL_TOKEN"))
                        .filter(text -> !text.isBlank())),
                !invocation.arguments().has("--no-health"),
                invocation
                        .arguments()
                        .value("--expect-tools")
                        .map(TestMcpCommand::names)
                        .orElse(List.of()),
                tool,
                arguments.map(ToolArguments::object),
                Duration.ofSeconds(
                        invocation.arguments().number("--timeout", 1, 3600).orElse(30)));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, with the same sentence as an address without a host.
        }
        throw CliException.failure("\"" + text + "\" is not an http or https URL of an MCP endpoint");
    }

    private static void print(Invocation invocation, ObjectNode report) {
        report.path("steps").forEach(step -> invocation
                .out()
                .println(Plain.line(String.format(
                        "%-12s %s  %d ms%s",
                        step.path("step").asText(),
                        step.path("ok").asBoolean() ? "ok    " : "FAILED",
                        step.path("durationMs").asLong(),
                        step.path("detail").asText("").isEmpty()
                                ? ""
                                : "  " + step.path("detail").asText()))));
        invocation
                .out()
                .println((report.path("ok").asBoolean() ? "PASS " : "FAIL ")
                        + report.path("url").asText());
        if (report.path("error").isTextual()) {
            invocation
                    .terminal()
                    .say("Error: " + Plain.line(report.path("error").asText()));
        }
    }
}
