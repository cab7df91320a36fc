package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** Lists the contexts. */
final class ConfigGetContextsCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "List your contexts: daemons and projects by name",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl config get-contexts", "mcpctl config get-contexts -o name"));
    }

    @Override
    public int run(Invocation invocation) {
        Contexts contexts = Contexts.of(invocation.home());
        String current = contexts.current().orElse("");
        if (invocation.reportFormat().isStructured()) {
            ArrayNode list = Json.array();
            contexts.all().forEach(context -> list.addObject()
                    .put("name", context.name())
                    .put("current", context.name().equals(current))
                    .setAll(context.json()));
            invocation.print(list);
        } else if (invocation.reportFormat() == Format.NAME) {
            contexts.names().forEach(name -> invocation.out().println(Plain.line(name)));
        } else if (contexts.all().isEmpty()) {
            invocation.terminal().say("There are no contexts; `mcpctl config set-context <name>` makes one.");
        } else {
            List<List<String>> rows = new ArrayList<>();
            contexts.all().forEach(context -> rows.add(row(context, current)));
            new Table(List.of("CURRENT", "NAME", "URL", "PROJECT"), rows).print(invocation.out());
        }
        return ExitCode.OK;
    }

    private static List<String> row(Context context, String current) {
        return List.of(
                context.name().equals(current) ? "*" : "",
                context.name(),
                context.url().orElse("(this machine)"),
                context.project().orElse("-"));
    }
}
