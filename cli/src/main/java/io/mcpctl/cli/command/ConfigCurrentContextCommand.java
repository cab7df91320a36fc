package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Says which context is in use. */
final class ConfigCurrentContextCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show the name of the context in use; exit code 3 when there is none",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl config current-context"));
    }

    @Override
    public int run(Invocation invocation) {
        String name = Contexts.of(invocation.home())
                .current()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND, "no context is in use; `mcpctl config use-context <name>` chooses one"));
        invocation.tell(Json.object().put("currentContext", name), name);
        return ExitCode.OK;
    }
}
