package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.text.Masked;
import io.mcpctl.cli.text.Yaml;
import java.util.List;

/** Shows the user's settings, secrets masked. */
final class ConfigViewCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show your settings", "", 0, 0, List.of(), List.of("mcpctl config view", "mcpctl config view -o json"));
    }

    @Override
    public int run(Invocation invocation) {
        ObjectNode content = Settings.of(invocation.home()).content();
        if (invocation.reportFormat().isStructured()) {
            invocation.print(Masked.tree(content));
        } else if (content.isEmpty()) {
            invocation.terminal().say("Nothing is set; the keys are " + String.join(", ", Settings.KEYS));
        } else {
            invocation.out().print(Yaml.document(Masked.tree(content)));
        }
        return ExitCode.OK;
    }
}
