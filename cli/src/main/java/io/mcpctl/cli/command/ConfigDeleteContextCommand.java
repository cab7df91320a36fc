package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Context;
import io.mcpctl.cli.api.Contexts;
import io.mcpctl.cli.api.Credentials;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Optional;

/** Forgets a context and the session that belongs to it. */
final class ConfigDeleteContextCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Forget a context, and the session of a login in it",
                "<context>",
                1,
                1,
                List.of(),
                List.of("mcpctl config delete-context work"));
    }

    @Override
    public int run(Invocation invocation) {
        Contexts contexts = Contexts.of(invocation.home());
        Context context = contexts.named(invocation.word(0), "the context");
        boolean inUse = contexts.current().filter(context.name()::equals).isPresent();
        contexts.remove(context.name());
        contexts.settings().save();
        Credentials.forget(invocation.home(), Optional.of(context.name()));
        invocation.tell(
                Json.object().put("context", context.name()).put("deleted", true),
                "context/" + context.name() + " deleted");
        if (inUse) {
            invocation.terminal().say("It was in use; now none is.");
        }
        return ExitCode.OK;
    }
}
