package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import java.util.List;
import java.util.Set;

/** Everything about a plug-in: versions, settings, what it waits for, what it left behind. */
final class PluginDescribeCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show everything about a plug-in: versions, settings, and what is the matter with it",
                "<plugin...>",
                1,
                Usage.ANY,
                List.of(),
                List.of("mcpctl plugin describe com.example.tsv"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        boolean first = true;
        for (String name : invocation.words()) {
            JsonNode plugin = api.get("/api/v1/plugins/" + Target.segment(name));
            if (invocation.format().isStructured()) {
                invocation.print(plugin);
            } else {
                if (!first) {
                    invocation.out().println();
                }
                new Sections(invocation.out()).members(plugin, Set.of());
            }
            first = false;
        }
        return ExitCode.OK;
    }
}
