package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** Lists the kinds that the server has. */
final class ApiResourcesCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "List the kinds of resources that the daemon has",
                "",
                0,
                0,
                List.of(),
                List.of("mcpctl api-resources", "mcpctl api-resources -o wide"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        if (invocation.format().isStructured()) {
            invocation.print(api.get("/api/v1/kinds"));
            return ExitCode.OK;
        }
        List<Kind> kinds = Kinds.ask(api).all();
        if (invocation.format() == Format.NAME) {
            kinds.forEach(kind -> invocation.out().println(kind.plural()));
            return ExitCode.OK;
        }
        boolean wide = invocation.format() == Format.WIDE;
        List<List<String>> rows = new ArrayList<>();
        for (Kind kind : kinds) {
            List<String> row =
                    new ArrayList<>(List.of(kind.plural(), String.join(",", kind.aliases()), kind.name(), verbs(kind)));
            if (wide) {
                row.add(kind.doc());
            }
            rows.add(row);
        }
        List<String> columns = new ArrayList<>(List.of("NAME", "ALIASES", "KIND", "VERBS"));
        if (wide) {
            columns.add("DESCRIPTION");
        }
        new Table(columns, rows).print(invocation.out());
        return ExitCode.OK;
    }

    private static String verbs(Kind kind) {
        return kind.readOnly()
                ? "get,delete"
                : kind.immutable() ? "get,apply,create,delete" : "get,apply,create,edit,patch,delete";
    }
}
