package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Makes a context the one that commands mean when they name none. */
final class ConfigUseContextCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Choose the context that commands mean from now on",
                "<context>",
                1,
                1,
                List.of(),
                List.of("mcpctl config use-context work"));
    }

    @Override
    public int run(Invocation invocation) {
        Contexts contexts = Contexts.of(invocation.home());
        Context context = contexts.named(invocation.word(0), "the context");
        contexts.use(context);
        contexts.settings().save();
        invocation.tell(Json.object().put("currentContext", context.name()), "context/" + context.name() + " in use");
        return ExitCode.OK;
    }
}
