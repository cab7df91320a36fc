package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Says where the settings are. */
final class ConfigPathCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Show where your settings are kept", "", 0, 0, List.of(), List.of("mcpctl config path"));
    }

    @Override
    public int run(Invocation invocation) {
        String path = invocation.home().root().resolve("config.json").toString();
        invocation.tell(Json.object().put("path", path), path);
        return ExitCode.OK;
    }
}
