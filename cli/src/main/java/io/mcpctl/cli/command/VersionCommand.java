package io.mcpctl.cli.command;

import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.Version;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Says which program this is; asks nobody. */
final class VersionCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Show the version of this program", "", 0, 0, List.of(), List.of("mcpctl version -o json"));
    }

    @Override
    public int run(Invocation invocation) {
        Format format = invocation.format();
        if (format == Format.JSON || format == Format.YAML) {
            invocation.print(
                    Json.object().put("version", Version.current()).put("java", System.getProperty("java.version")));
        } else {
            invocation.out().println("mcpctl " + Version.current());
        }
        return 0;
    }
}
