package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Changes as rows: what is there first as one table, then a row for each change in the same columns. */
final class WatchTable implements WatchOutput {
    private final Invocation invocation;
    private final Kind kind;
    private final ProjectServers project;
    private final WatchFilter filter;
    private final boolean tellsEvents;
    private final List<List<String>> present = new ArrayList<>();
    private List<String> columns = List.of();
    private int[] widths = {};
    private boolean begun;

    WatchTable(Invocation invocation, ControlApi api, Kind kind, List<String> names) {
        this.invocation = invocation;
        this.kind = kind;
        this.project = new ProjectServers(invocation, api, kind);
        this.filter = new WatchFilter(invocation, names);
        this.tellsEvents = invocation.arguments().has("--output-watch-events");
    }

    @Override
    public void changed(String event, JsonNode data) {
        ResourceTable table = ResourceTable.of(data);
        columns = table.columns();
        for (List<String> row : table.rows()) {
            if (!row.isEmpty() && project.has(columns, row) && filter.wants(event, name(row), content(row))) {
                row(event, row);
            }
        }
    }

    /** Ages differ whenever they are looked at, which is no change. */
    private String content(List<String> row) {
        int age = columns.indexOf("AGE");
        List<String> cells = new ArrayList<>(row);
        if (age >= 0 && age < cells.size()) {
            cells.remove(age);
        }
        return String.join("\n", cells);
    }

    private String name(List<String> row) {
        if (!kind.composed()) {
            return row.getFirst();
        }
        return kind.scopes().stream()
                .map(scope -> columns.indexOf(scope.toUpperCase(Locale.ROOT)))
                .filter(column -> column >= 0 && column < row.size())
                .map(row::get)
                .collect(Collectors.joining("/"));
    }

    private void row(String event, List<String> row) {
        List<String> cells = new ArrayList<>(row);
        if (tellsEvents) {
            cells.addFirst(event);
        } else if (event.equals("DELETED")) {
            cells.add("(deleted)");
        }
        if (begun) {
            print(List.of(cells));
        } else {
            present.add(cells);
        }
    }

    private void print(List<List<String>> rows) {
        widths = Table.print(rows, widths, invocation.out());
        invocation.out().flush();
    }

    @Override
    public void complete() {
        filter.complete();
        if (!begun) {
            begun = true;
            List<List<String>> rows = new ArrayList<>(present);
            List<String> headings = new ArrayList<>(columns);
            if (tellsEvents) {
                headings.addFirst("EVENT");
            }
            if (!columns.isEmpty()) {
                rows.addFirst(headings);
            }
            present.clear();
            print(rows);
        }
        filter.vanished().forEach(name -> print(List.of(List.of(name, "(deleted)"))));
    }

    @Override
    public void startAnew() {
        filter.startAnew();
    }
}
