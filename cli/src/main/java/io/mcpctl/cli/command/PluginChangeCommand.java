package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Locale;

/** Changes plug-ins that are installed. */
final class PluginChangeCommand implements Command {
    private final Change change;

    /** What is done. */
    enum Change {
        ROLLBACK("rolled back", "Put the version before into service again"),
        ENABLE("enabled", "Put plug-ins into service that were disabled or could not start"),
        DISABLE("disabled", "Take plug-ins out of service and keep them"),
        REMOVE("removed", "Remove plug-ins, with their jars in the plug-in folder");

        private final String done;
        private final String summary;

        Change(String done, String summary) {
            this.done = done;
            this.summary = summary;
        }

        private String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    PluginChangeCommand(Change change) {
        this.change = change;
    }

    @Override
    public Usage usage() {
        return new Usage(
                change.summary,
                "<plugin...>",
                1,
                Usage.ANY,
                List.of(Usage.Option.flag("--dry-run", "only see that they are there")),
                List.of("mcpctl plugin " + change.verb() + " com.example.tsv"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        boolean dryRun = invocation.arguments().has("--dry-run");
        Outcomes outcomes = new Outcomes(invocation);
        for (String name : invocation.words()) {
            String path = "/api/v1/plugins/" + Target.segment(name);
            if (dryRun) {
                api.get(path);
            } else if (change == Change.REMOVE) {
                api.delete(path);
            } else {
                String version = api.post(path + "/" + change.verb(), Json.object())
                        .path("version")
                        .asText();
                outcomes.add("plugin", name, change.done, " (" + version + ")");
                continue;
            }
            outcomes.add("plugin", name, change.done);
        }
        outcomes.end();
        return ExitCode.OK;
    }
}
