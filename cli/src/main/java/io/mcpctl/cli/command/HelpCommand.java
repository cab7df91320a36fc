package io.mcpctl.cli.command;

import io.mcpctl.cli.Help;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import java.util.List;

/** Lists the commands. */
final class HelpCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "List the commands, or explain one",
                "[command]",
                0,
                Usage.ANY,
                List.of(),
                List.of("mcpctl help", "mcpctl help get"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        Help.overview(invocation.out(), invocation.environment());
        return 0;
    }
}
