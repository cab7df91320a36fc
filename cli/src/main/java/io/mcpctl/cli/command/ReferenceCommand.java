package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.reference.ReferenceFiles;
import java.util.List;

/** Writes the reference of the checkout anew; for those who work on mcpctl. */
final class ReferenceCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Write docs/cli and docs/man from the table of commands", "", 0, 0, List.of(), List.of());
    }

    @Override
    public int run(Invocation invocation) {
        ReferenceFiles.write(invocation.root()).forEach(invocation.out()::println);
        return ExitCode.OK;
    }
}
