package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows all that is known of a resource. */
final class DescribeCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show all that is known of a resource",
                "<kind> <name...>",
                2,
                Usage.ANY,
                List.of(Usage.Option.flag("--show-values", "values of secrets instead of ***; this is recorded")),
                List.of(
                        "mcpctl describe server everything",
                        "mcpctl describe instance everything-0 -o yaml",
                        "mcpctl describe prompt style -p demo",
                        "mcpctl describe proxymodel content-pipeline"));
    }

    @Override
    public int run(Invocation invocation) {
        Optional<ReadOnlyList> list = ReadOnlyList.named(invocation.word(0));
        if (list.isPresent()) {
            return list.get()
                    .describe(
                            invocation,
                            invocation.words().subList(1, invocation.words().size()));
        }
        ControlApi api = invocation.api();
        Kind kind = Kinds.ask(api).named(invocation.word(0));
        String query = invocation.arguments().has("--show-values") ? "?reveal=true" : "";
        List<JsonNode> documents = new ArrayList<>();
        for (String name : invocation.words().subList(1, invocation.words().size())) {
            if (Glob.isPattern(name)) {
                throw CliException.usage("describe takes names, not patterns; `mcpctl get` takes \"" + name + "\"");
            }
            documents.add(api.get(kind.path(name, invocation.project(), query)));
        }
        if (!invocation.format().isTable()) {
            Documents.print(invocation, kind, documents, documents.size() == 1);
            return ExitCode.OK;
        }
        boolean first = true;
        for (JsonNode document : documents) {
            invocation.out().print(first ? "" : "\n\n");
            first = false;
            new Description(invocation.out(), api).print(kind, document);
        }
        return ExitCode.OK;
    }
}
