package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.text.Plain;
import java.util.List;
import java.util.Set;

/** Everything that a registry says about a server. */
final class RegistryShowCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show what a registry says about a server, and what it would ask for",
                "<registry:id>",
                1,
                1,
                List.of(),
                List.of(
                        "mcpctl registry show official:io.github.example/weather",
                        "mcpctl registry show smithery:@example/search -o yaml"));
    }

    @Override
    public int run(Invocation invocation) {
        RegistryKey key = RegistryKey.of(invocation.word(0));
        JsonNode server = invocation.api().get(key.path());
        if (invocation.format() == Format.NAME) {
            invocation.out().println(Plain.line(RegistryResults.key(server)));
        } else if (invocation.format().isStructured()) {
            invocation.print(server);
        } else {
            // The packages tell it again, each for itself.
            new Sections(invocation.out()).members(server, Set.of("envTemplate"));
        }
        return ExitCode.OK;
    }
}
