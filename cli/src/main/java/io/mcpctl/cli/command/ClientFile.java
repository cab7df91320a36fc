package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Similar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where MCP clients keep their servers, below the folder of a piece of work. */
enum ClientFile {
    CLAUDE(".mcp.json", "mcpServers"),
    CURSOR(".cursor/mcp.json", "mcpServers"),
    VSCODE(".vscode/mcp.json", "servers"),
    CODEX(".codex/config.toml", "mcp_servers"),
    GEMINI(".gemini/settings.json", "mcpServers");

    final String file;
    /** Member that holds the servers. */
    final String member;

    ClientFile(String file, String member) {
        this.file = file;
        this.member = member;
    }

    static ClientFile named(String name) {
        List<String> names = Arrays.stream(values())
                .map(client -> client.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw CliException.usage("the client \"" + name + "\" is not known" + Similar.hint(name, names) + "; use "
                    + String.join(", ", names));
        }
        return values()[index];
    }
}
