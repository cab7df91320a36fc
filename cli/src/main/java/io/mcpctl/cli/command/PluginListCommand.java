package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** Shows the plug-ins of the daemon, and why those that do not work do not. */
final class PluginListCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "List the plug-ins of the daemon and what they provide",
                "",
                0,
                0,
                List.of(Usage.Option.flag("--external", "programs of the PATH that are commands of mcpctl, instead")),
                List.of("mcpctl plugin list", "mcpctl plugin list -o wide", "mcpctl plugin list --external"));
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.arguments().has("--external")) {
            return ExternalList.show(invocation);
        }
        JsonNode plugins = invocation.api().get("/api/v1/plugins");
        if (invocation.format() == Format.JSONPATH) {
            invocation.print(Json.object().set("items", plugins));
        } else if (invocation.format().isStructured()) {
            invocation.print(plugins);
        } else if (invocation.format() == Format.NAME) {
            plugins.forEach(plugin -> invocation
                    .out()
                    .println(Plain.line("plugin/" + plugin.path("name").asText())));
        } else {
            table(invocation, plugins);
        }
        return ExitCode.OK;
    }

    private static void table(Invocation invocation, JsonNode plugins) {
        boolean wide = invocation.format() == Format.WIDE;
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode plugin : plugins) {
            List<String> row = new ArrayList<>(List.of(
                    plugin.path("name").asText(),
                    text(plugin.path("version")),
                    plugin.path("state").asText(),
                    provides(plugin)));
            if (wide) {
                row.add(text(plugin.path("source")));
                row.add(text(plugin.path("installedAt")));
                row.add(text(plugin.path("sha256")));
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("NAME", "VERSION", "STATE", "PROVIDES"));
        if (wide) {
            columns.addAll(List.of("SOURCE", "INSTALLED", "SHA-256"));
        }
        new Table(columns, rows).print(invocation.out());
        plugins.forEach(plugin -> reason(invocation, plugin));
    }

    private static String provides(JsonNode plugin) {
        List<String> names = new ArrayList<>();
        plugin.path("provides").forEach(name -> names.add(name.asText()));
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String text(JsonNode value) {
        return value.asText("").isEmpty() ? "-" : value.asText();
    }

    /** What is the matter with a plug-in is talk, and not data. */
    static void reason(Invocation invocation, JsonNode plugin) {
        String reason = plugin.path("reason").asText("");
        if (!reason.isEmpty()) {
            invocation.terminal().say(Plain.line(plugin.path("name").asText() + ": " + reason));
        }
    }
}
