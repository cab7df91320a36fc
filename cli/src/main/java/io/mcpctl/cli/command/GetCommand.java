package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Shows resources of any kind that the server has. */
final class GetCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show resources, tools of a project, proxy models, stages, plug-ins, or everything",
                "<kind|all|tools|proxymodels|stages|plugins> [name or pattern...]",
                1,
                Usage.ANY,
                List.of(
                        Usage.Option.value("--server", "<server>", "only what belongs to this server"),
                        Usage.Option.flag("-A", "--all-projects", "of all projects, which is the default without -p"),
                        Usage.Option.value(
                                "--sort-by", "<column>", "by a column of the table, or a path such as .status"),
                        Usage.Option.flag("--show-values", "values of secrets instead of ***; needs -o json or yaml"),
                        Usage.Option.flag("-w", "--watch", "go on showing what changes until interrupted"),
                        Usage.Option.flag("--watch-only", "show changes only, not what is there already"),
                        Usage.Option.flag("--output-watch-events", "say whether it was ADDED, MODIFIED or DELETED")),
                List.of(
                        "mcpctl get servers",
                        "mcpctl get instances 'every*' -o json",
                        "mcpctl get instances -w",
                        "mcpctl get servers -o jsonpath='{range .items[*]}{.name}{\"\\n\"}{end}'",
                        "mcpctl get servers -o custom-columns=NAME:.name,COPIES:.replicas --sort-by COPIES",
                        "mcpctl get tools -p demo",
                        "mcpctl get stages",
                        "mcpctl get all -p demo -o yaml > demo.yaml"));
    }

    @Override
    public int run(Invocation invocation) {
        String word = invocation.word(0);
        List<String> names = invocation.words().subList(1, invocation.words().size());
        if (invocation.arguments().has("--all-projects") && invocation.project().isPresent()) {
            throw CliException.usage("-A and -p exclude each other");
        }
        if (invocation.arguments().has("--show-values")
                && (invocation.format().isTable() || invocation.format() == Format.NAME)) {
            throw CliException.usage("a table shows no values of secrets; give -o yaml or -o json with --show-values");
        }
        if (word.equals("tools") || word.equals("tool")) {
            return ToolList.show(invocation, names);
        }
        Optional<ReadOnlyList> list = ReadOnlyList.named(word);
        if (list.isPresent()) {
            return list.get().get(invocation, names);
        }
        ControlApi api = invocation.api();
        if (word.equals("all")) {
            return AllKinds.show(invocation, api);
        }
        if (invocation.arguments().has("--watch") || invocation.arguments().has("--watch-only")) {
            return new Watch(invocation, api, Kinds.ask(api).named(word), names).run();
        }
        return invocation.format().isTable()
                ? table(invocation, api, word, names)
                : documents(invocation, api, Kinds.ask(api).named(word), names);
    }

    private static int table(Invocation invocation, ControlApi api, String word, List<String> names) {
        Kind kind = Kinds.wellKnown(word).orElseGet(() -> Kinds.ask(api).named(word));
        ResourceTable table = new Selection(invocation, api, kind)
                .table(names, invocation.format().name().toLowerCase(Locale.ROOT));
        if (table.rows().isEmpty()) {
            invocation.terminal().say("No " + kind.plural() + " found.");
        } else {
            table.toTable().print(invocation.out());
        }
        return ExitCode.OK;
    }

    private static int documents(Invocation invocation, ControlApi api, Kind kind, List<String> names) {
        Format format = invocation.format();
        List<JsonNode> documents = new Selection(invocation, api, kind).documents(names, Documents.view(kind, format));
        boolean single = names.size() == 1 && !Glob.isPattern(names.getFirst());
        Documents.print(invocation, kind, documents, single);
        return ExitCode.OK;
    }

    static CliException nothing(String pattern) {
        return new CliException(ExitCode.NOT_FOUND, "nothing matches \"" + pattern + "\"");
    }
}
