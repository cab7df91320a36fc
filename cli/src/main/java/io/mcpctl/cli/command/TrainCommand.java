package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.train.Training;
import java.util.List;

/** Hidden: runs what people run, so that the class-data archive that is written at the end holds it. */
final class TrainCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Run the common commands against a daemon inside this process", "", 0, 0, List.of(), List.of());
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        return Training.run(invocation.root());
    }
}
