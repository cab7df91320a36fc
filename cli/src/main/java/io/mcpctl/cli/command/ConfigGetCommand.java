package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Shows one setting. */
final class ConfigGetCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show one of your settings", "<key>", 1, 1, List.of(), List.of("mcpctl config get outputFormat"));
    }

    @Override
    public int run(Invocation invocation) {
        String key = invocation.word(0);
        String value = Settings.of(invocation.home()).shown(key).orElse("");
        if (invocation.reportFormat().isStructured()) {
            invocation.print(Json.object().put(key, value));
        } else {
            invocation.out().println(value);
        }
        return ExitCode.OK;
    }
}
