package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
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
import java.util.Map;

/** A resource in sections, for people. */
final class Description {
    private static final int LONGEST_TOOL_NAME = 64;
    private static final int LOG_LINES = 20;

    private final PrintStream out;
    private final ControlApi api;

    Description(PrintStream out, ControlApi api) {
        this.out = out;
        this.api = api;
    }

    void print(Kind kind, JsonNode document) {
        List<JsonNode> events = new ArrayList<>();
        document.path("events").forEach(events::add);
        members(document);
        String name = document.path("name").asText();
        switch (kind.name()) {
            case "server" -> {
                table("Instances", "/api/v1/instances?view=table&server=" + Target.segment(name));
                table("Attached to", "/api/v1/serverattachments?view=table&server=" + Target.segment(name));
            }
            case "project" -> {
                table("Servers", "/api/v1/serverattachments?view=table&project=" + Target.segment(name));
                longNames(name);
            }
            case "instance" -> instance(name, events);
            default -> {
                // Other kinds say everything by their members.
            }
        }
    }

    /** One line for each plain member, a block for each nested one; absent and empty ones are left out. */
    private void members(JsonNode document) {
        int width = 0;
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            width = Math.max(width, member.getKey().length());
        }
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            JsonNode value = member.getValue();
            if (member.getKey().equals("events")
                    || value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || value.asText("x").isEmpty()) {
                continue;
            }
            out.print(member.getKey() + ":");
            if (value.isContainerNode()) {
                out.println();
                Yaml.document(value).lines().forEach(line -> out.println("  " + Plain.text(line)));
            } else {
                out.println(" ".repeat(width + 2 - member.getKey().length()) + Plain.text(value.asText()));
            }
        }
    }

    private void table(String heading, String path) {
        api.find(path).ifPresent(json -> {
            ResourceTable table = ResourceTable.of(json);
            out.println();
            out.println(heading + (table.rows().isEmpty() ? ": none" : ":"));
            if (!table.rows().isEmpty()) {
                table.toTable().print(out);
            }
        });
    }

    private void instance(String name, List<JsonNode> events) {
        api.find("/api/v1/instances/" + Target.segment(name) + "/inspect")
                .filter(ObjectNode.class::isInstance)
                .ifPresent(inspect -> {
                    out.println();
                    out.println("Process:");
                    Yaml.document(inspect).lines().forEach(line -> out.println("  " + Plain.text(line)));
                });
        if (!events.isEmpty()) {
            out.println();
            out.println("Events:");
            List<List<String>> rows = events.stream()
                    .map(event -> List.of(
                            event.path("timestamp").asText(),
                            event.path("type").asText(),
                            event.path("message").asText()))
                    .toList();
            new Table(List.of("TIME", "TYPE", "MESSAGE"), rows).print(out);
        }
        api.find("/api/v1/instances/" + Target.segment(name) + "/logs?tail=" + LOG_LINES)
                .map(log -> Plain.text(log.path("stderr").asText("")))
                .filter(text -> !text.isBlank())
                .ifPresent(text -> {
                    out.println();
                    out.println("Last lines of its log:");
                    text.lines().forEach(line -> out.println("  " + line));
                });
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
