package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.sdk.MavenRepository;
import java.util.List;

/** Sends the jar of a plug-in to the daemon. */
final class PluginInstallCommand implements Command {
    private final boolean upgrades;

    PluginInstallCommand(boolean upgrades) {
        this.upgrades = upgrades;
    }

    @Override
    public Usage usage() {
        List<Usage.Option> options =
                List.of(Usage.Option.flag("--dry-run", "only find the jar, and see that the daemon answers"));
        return upgrades
                ? new Usage(
                        "Put another version of a plug-in into service; if it cannot start, the old one stays",
                        "<plugin> <file | URL | group:artifact:version>",
                        2,
                        2,
                        options,
                        List.of("mcpctl plugin upgrade com.example.tsv target/tsv-1.1.0.jar"))
                : new Usage(
                        "Install a plug-in from a file, a URL or the local Maven repository",
                        "<file | URL | group:artifact:version>",
                        1,
                        1,
                        options,
                        List.of(
                                "mcpctl plugin install target/tsv-1.0.0.jar",
                                "mcpctl plugin install com.example:tsv:1.0.0"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        MavenRepository repository = MavenRepository.of(invocation.environment());
        Outcomes outcomes = new Outcomes(invocation);
        String path = "/api/v1/plugins";
        if (upgrades) {
            path += "/" + Target.segment(invocation.word(0)) + "/upgrade";
        }
        try (PluginSource source = PluginSource.of(invocation.word(upgrades ? 1 : 0), api.http(), repository)) {
            if (invocation.arguments().has("--dry-run")) {
                api.get("/api/v1/plugins" + (upgrades ? "/" + Target.segment(invocation.word(0)) : ""));
                outcomes.add("plugin", source.name(), upgrades ? "upgraded" : "installed");
            } else {
                JsonNode plugin = api.upload(path + new Query().with("source", source.name()), source.file());
                outcomes.add(
                        "plugin",
                        plugin.path("name").asText(),
                        upgrades ? "upgraded" : "installed",
                        " (" + plugin.path("version").asText() + ", "
                                + plugin.path("state").asText() + ")");
                PluginListCommand.reason(invocation, plugin);
            }
        }
        outcomes.end();
        return ExitCode.OK;
    }
}
