package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import java.util.List;

/** Makes the server's definitions like those in files. */
final class ApplyCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Create or change what files define",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value(
                                "-f",
                                "--filename",
                                "<file|dir|->",
                                "YAML or JSON, or an MCP client's mcpServers; several times"),
                        Usage.Option.flag("--dry-run", "only say what would be done")),
                List.of(
                        "mcpctl apply -f examples/quickstart.yaml",
                        "mcpctl get all -o yaml | mcpctl apply -f - --dry-run",
                        "mcpctl apply -f ~/.cursor/mcp.json -p demo"));
    }

    @Override
    public int run(Invocation invocation) {
        List<String> sources = invocation.arguments().values("--filename");
        if (sources.isEmpty()) {
            throw CliException.usage("what is to be applied? give -f <file>, -f <dir> or -f -");
        }
        ControlApi api = invocation.api();
        List<Document> documents = DocumentReader.read(
                sources, invocation.terminal().in(), Kinds.ask(api), invocation.project(), invocation.terminal()::say);
        return new Applier(api, invocation)
                .apply(documents, invocation.arguments().has("--dry-run"));
    }
}
