package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.complete.Scripts;
import io.mcpctl.cli.text.Similar;
import java.util.List;

/** Prints the script that lets a shell complete words of this program. */
final class CompletionCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Print the script that lets your shell complete commands, options and names",
                "<bash|zsh|fish>",
                1,
                1,
                List.of(),
                List.of(
                        "mcpctl completion bash > ~/.local/share/bash-completion/completions/mcpctl",
                        "mcpctl completion zsh > ~/.zfunc/_mcpctl",
                        "source <(mcpctl completion bash)",
                        "mcpctl completion fish > ~/.config/fish/completions/mcpctl.fish"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        String shell = invocation.word(0);
        if (!Scripts.SHELLS.contains(shell)) {
            throw CliException.usage("the shell \"" + shell + "\" is not known" + Similar.hint(shell, Scripts.SHELLS)
                    + "; use " + String.join(", ", Scripts.SHELLS));
        }
        invocation.out().print(Scripts.of(shell));
        return ExitCode.OK;
    }
}
