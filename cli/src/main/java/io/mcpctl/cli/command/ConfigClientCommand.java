package io.mcpctl.cli.command;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import java.util.ArrayList;
import java.util.List;

/** Writes a project into the configuration of an MCP client. */
final class ConfigClientCommand implements Command {
    private final boolean claude;

    /** @param claude for that client only, as {@code config claude} */
    ConfigClientCommand(boolean claude) {
        this.claude = claude;
    }

    @Override
    public Usage usage() {
        List<Usage.Option> options = new ArrayList<>();
        if (!claude) {
            options.add(Usage.Option.value(
                    "--for", "<claude|cursor|vscode|codex|gemini>", "the client; claude by default"));
        }
        options.addAll(List.of(
                Usage.Option.value("--file", "<file>", "instead of the client's usual one"),
                Usage.Option.flag("--stdout", "print it, write nothing"),
                Usage.Option.flag("--http", "let the client connect by HTTP instead of starting mcpctl"),
                Usage.Option.flag("--no-merge", "write the file anew, without what is in it"),
                Usage.Option.flag("--replace", "remove entries for other projects of this product")));
        return new Usage(
                "Write a project into the configuration of "
                        + (claude ? "Claude Code" : "an MCP client; other entries stay"),
                "",
                0,
                0,
                options,
                claude
                        ? List.of("mcpctl config claude -p demo", "mcpctl config claude -p demo --http --stdout")
                        : List.of("mcpctl config client --for cursor -p demo --http"));
    }

    @Override
    public int run(Invocation invocation) {
        String client = invocation.arguments().value("--for").orElse("claude");
        return new ClientConfiguration(invocation).write(ClientFile.named(client));
    }
}
