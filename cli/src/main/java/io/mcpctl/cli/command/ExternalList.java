package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.external.ExternalCommands;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code plugin list --external}: programs of the PATH that are commands, and those that would like to be. */
final class ExternalList {
    private ExternalList() {}

    static int show(Invocation invocation) {
        ExternalCommands externals = ExternalCommands.of(invocation.environment());
        List<ExternalCommands.Found> all = externals.all();
        if (invocation.reportFormat().isStructured()) {
            ArrayNode list = Json.array();
            all.forEach(found -> list.addObject()
                    .put("name", found.name())
                    .put("path", found.file().toString())
                    .put("note", externals.note(found)));
            invocation.print(list);
        } else if (invocation.reportFormat() == Format.NAME) {
            externals.names().forEach(name -> invocation.out().println(Plain.line(name)));
        } else if (all.isEmpty()) {
            invocation.terminal().say("There are none: no program of the PATH has a name that begins with mcpctl-");
        } else {
            List<List<String>> rows = new ArrayList<>();
            for (ExternalCommands.Found found : all) {
                rows.add(List.of(found.name(), found.file().toString()));
            }
            new Table(List.of("NAME", "PATH"), rows).print(invocation.out());
            warn(invocation, externals, all);
        }
        return ExitCode.OK;
    }

    private static void warn(Invocation invocation, ExternalCommands externals, List<ExternalCommands.Found> all) {
        for (ExternalCommands.Found found : all) {
            String note = externals.note(found);
            if (!note.isEmpty()) {
                invocation.terminal().say(Plain.line("Warning: " + found.file() + " " + note));
            }
        }
    }
}
