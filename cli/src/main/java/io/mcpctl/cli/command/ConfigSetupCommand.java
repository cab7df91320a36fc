package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import java.util.List;

/** Asks for the settings one after the other. */
final class ConfigSetupCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Answer questions about your settings; nothing is written before the last answer",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl config setup"));
    }

    @Override
    public int run(Invocation invocation) {
        return SetupDialogue.run(invocation);
    }
}
