package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import io.mcpctl.cli.text.Yaml;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A resource in sections, for people. */
final class Description {
    private static final int LONGEST_TOOL_NAME = 64;
    private static final int LOG_LINES = 20;
    private static final int EVENTS = 50;

    private final PrintStream out;
    private final ControlApi api;

    Description(PrintStream out, ControlApi api) {
        this.out = out;
        this.api = api;
    }

    void print(Kind kind, JsonNode document) {
        List<JsonNode> events = new ArrayList<>();
        document.path("events").forEach(events::add);
        new Sections(out)
                .members(kind.name().equals("server") ? withShortSource(document) : document, Set.of("events"));
        String name = Target.segment(kind.nameOf(document));
        switch (kind.name()) {
            case "server" -> {
                table("Instances", "/api/v1/instances?view=table&server=" + name);
                table("Attached to", "/api/v1/serverattachments?view=table&server=" + name);
            }
            case "project" -> {
                table("Servers", "/api/v1/serverattachments?view=table&project=" + name);
                table("Prompts", "/api/v1/prompts?view=table&project=" + name);
                table("Prompt requests", "/api/v1/promptrequests?view=table&project=" + name);
                longNames(kind.nameOf(document));
            }
            case "instance" -> instance(name);
            default -> {
                // Other kinds say everything by their members.
            }
        }
        events(events.subList(Math.max(0, events.size() - EVENTS), events.size()));
    }

    /** What it was made from in words; the whole of it is in {@code -o yaml}. */
    private static JsonNode withShortSource(JsonNode server) {
        JsonNode source = server.path("source");
        if (!source.isObject()) {
            return server;
        }
        ObjectNode shown = server.deepCopy();
        return shown.put(
                "source",
                (source.path("kind").asText() + " " + source.path("name").asText() + " "
                                + source.path("version").asText())
                        .strip());
    }

    /** Left out when the daemon does not know the kind, or the caller may not see it. */
    private void table(String heading, String path) {
        ResourceTable table;
        try {
            table = ResourceTable.of(api.get(path));
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.NOT_FOUND || e.exitCode() == ExitCode.DENIED) {
                return;
            }
            throw e;
        }
        out.println();
        out.println(heading + (table.rows().isEmpty() ? ": none" : ":"));
        if (!table.rows().isEmpty()) {
            out.print(Sections.indented(table.toTable()));
        }
    }

    private void instance(String name) {
        api.find("/api/v1/instances/" + name + "/inspect")
                .filter(ObjectNode.class::isInstance)
                .ifPresent(inspect -> {
                    out.println();
                    out.println("Process:");
                    Yaml.document(inspect).lines().forEach(line -> out.println("  " + Plain.text(line)));
                });
        lastLines(name);
    }

    private void lastLines(String name) {
        try {
            String text = Plain.text(api.get("/api/v1/instances/" + name + "/logs?tail=" + LOG_LINES)
                    .path("stderr")
                    .asText(""));
            if (!text.isBlank()) {
                out.println();
                out.println("Last lines of its log:");
                text.lines().forEach(line -> out.println("  " + line));
            }
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.UNAVAILABLE) {
                throw e;
            }
            out.println();
            out.println("Its log: " + Plain.line(e.sentence()));
        }
    }

    private void events(List<JsonNode> events) {
        if (events.isEmpty()) {
            return;
        }
        out.println();
        out.println("Events:");
        List<List<String>> rows = events.stream()
                .map(event -> List.of(
                        event.path("timestamp").asText(),
                        event.path("type").asText(),
                        event.path("message").asText()))
                .toList();
        out.print(Sections.indented(new Table(List.of("TIME", "TYPE", "MESSAGE"), rows)));
    }

    /** Some clients refuse tool names over 64 characters; whoever describes the project should learn of them. */
    private void longNames(String project) {
        try {
            List<String> names =
                    ToolSession.run(api, project, Duration.ofSeconds(20), session -> session.listTools()).stream()
                            .map(tool -> tool.path("name").asText())
                            .toList();
            out.println();
            out.println("Tools: " + names.size() + " at " + api.target().project(project));
            names.stream()
                    .filter(name -> name.length() > LONGEST_TOOL_NAME)
                    .forEach(name -> out.println(
                            "  " + Plain.line(name) + " is longer than 64 characters; some clients refuse it"));
        } catch (CliException e) {
            out.println();
            out.println("Tools: not available now: " + Plain.line(e.sentence()));
        }
    }
}
