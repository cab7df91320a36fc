package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.install.Installation;
import java.util.List;

/** Takes an installation away again; the home with its settings and data stays. */
final class UninstallCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Remove what `mcpctl install` put in place, and nothing else; your home stays",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value("--prefix", "<dir>", "where it was installed; ~/.local by default"),
                        Usage.Option.flag("--force", "also what was changed since, and while a daemon runs"),
                        Usage.Option.flag("--dry-run", "only list what would be removed")),
                List.of("mcpctl uninstall --dry-run", "mcpctl uninstall --prefix /opt/mcpctl"));
    }

    @Override
    public int run(Invocation invocation) {
        return Installation.uninstall(invocation);
    }
}
