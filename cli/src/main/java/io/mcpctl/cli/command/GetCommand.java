package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.api.Target;
import java.util.List;

/** Shows resources of any kind that the server has. */
final class GetCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Show resources, tools of a project, or everything",
                "<kind> [name...]",
                1,
                Usage.ANY,
                List.of(Usage.Option.value("--server", "<name>", "only what belongs to this server")),
                List.of(
                        "mcpctl get servers",
                        "mcpctl get instances 'every*' -o json",
                        "mcpctl get tools -p demo",
                        "mcpctl get all -o yaml > backup.yaml"));
    }

    @Override
    public int run(Invocation invocation) {
        String word = invocation.word(0);
        List<String> names = invocation.words().subList(1, invocation.words().size());
        if (word.equals("tools") || word.equals("tool")) {
            return ToolList.show(invocation, names);
        }
        ControlApi api = invocation.api();
        if (word.equals("all")) {
            return AllKinds.show(invocation, api);
        }
        Format format = invocation.format();
        if (format == Format.TABLE || format == Format.WIDE) {
            String path = Kinds.wellKnownPath(word)
                    .orElseGet(() -> Kinds.ask(api).named(word).path());
            ResourceTable table =
                    ResourceTable.read(api, path, names, query(invocation, format == Format.WIDE ? "wide" : "table"));
            if (table.rows().isEmpty()) {
                invocation.terminal().say("No " + path.substring(path.lastIndexOf('/') + 1) + " found.");
            } else {
                table.toTable().print(invocation.out());
            }
            return 0;
        }
        Kind kind = Kinds.ask(api).named(word);
        List<JsonNode> documents = Documents.read(api, kind, names, query(invocation, Documents.view(kind, format)));
        Documents.print(invocation, kind, documents, names.size() == 1 && !Glob.isPattern(names.getFirst()));
        return 0;
    }

    static String query(Invocation invocation, String view) {
        StringBuilder query = new StringBuilder();
        parameter(query, "view", view);
        invocation.project().ifPresent(project -> parameter(query, "project", project));
        invocation.arguments().value("--server").ifPresent(server -> parameter(query, "server", server));
        return query.toString();
    }

    private static void parameter(StringBuilder query, String name, String value) {
        if (!value.isEmpty()) {
            query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(Target.segment(value));
        }
    }

    static CliException nothing(String pattern) {
        return new CliException(io.mcpctl.cli.ExitCode.NOT_FOUND, "nothing matches \"" + pattern + "\"");
    }
}
