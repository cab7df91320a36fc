package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.install.Installation;
import java.util.List;

/** Puts the program into a prefix of this user. */
final class InstallCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Install this program for you: command, daemons, completions and manual pages",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value("--prefix", "<dir>", "folder with bin, lib and share; ~/.local by default"),
                        Usage.Option.flag("--force", "replace files of others that are in the way")),
                List.of("mcpctl install", "mcpctl install --prefix /opt/mcpctl"));
    }

    @Override
    public int run(Invocation invocation) {
        return Installation.install(invocation);
    }
}
