package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Plain;
import java.util.List;

/** Shows what a plug-in wrote to the daemon's log, and what the daemon wrote about it. */
final class PluginLogsCommand implements Command {
    private static final int LINES = 200;

    @Override
    public Usage usage() {
        return new Usage(
                "Show what a plug-in wrote to the log, and what was written about it",
                "<plugin>",
                1,
                1,
                List.of(Usage.Option.value("-t", "--tail", "<n>", "how many of the last lines, 200 by default")),
                List.of("mcpctl plugin logs com.example.tsv -t 50"));
    }

    @Override
    public int run(Invocation invocation) {
        int tail = invocation.arguments().number("--tail", 1, 10_000).orElse(LINES);
        JsonNode log =
                invocation.api().get("/api/v1/plugins/" + Target.segment(invocation.word(0)) + "/logs?tail=" + tail);
        if (invocation.reportFormat().isStructured()) {
            invocation.print(log);
        } else {
            log.path("lines").forEach(line -> invocation.out().println(Plain.text(line.asText())));
        }
        return ExitCode.OK;
    }
}
