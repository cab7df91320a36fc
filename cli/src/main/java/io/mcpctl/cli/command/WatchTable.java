package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

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
    /** The first row of all brings the headings, also when it comes late. */
    private boolean headed;

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
            if (!row.isEmpty() && project.has(columns, row) && wants(event, table, row)) {
                row(event, row);
            }
        }
    }

    private boolean wants(String event, ResourceTable table, List<String> row) {
        return filter.wants(event, table.name(kind, row), table.locatedName(kind, row), content(row));
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
        List<List<String>> lines = new ArrayList<>(rows);
        if (!headed && !columns.isEmpty()) {
            headed = true;
            List<String> headings = new ArrayList<>(columns);
            if (tellsEvents) {
                headings.addFirst("EVENT");
            }
            lines.addFirst(headings);
        }
        widths = Table.print(lines, widths, invocation.out());
        invocation.out().flush();
    }

    @Override
    public void complete() {
        filter.complete();
        if (!begun) {
            begun = true;
            print(present);
            present.clear();
        }
        filter.vanished().forEach(name -> print(List.of(List.of(name, "(deleted)"))));
    }

    @Override
    public void startAnew() {
        filter.startAnew();
    }
}
