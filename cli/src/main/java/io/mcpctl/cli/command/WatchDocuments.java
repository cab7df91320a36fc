package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Changes as documents, one after the other. */
final class WatchDocuments implements WatchOutput {
    private final Invocation invocation;
    private final Kind kind;
    private final ProjectServers project;
    private final WatchFilter filter;
    private boolean first = true;

    WatchDocuments(Invocation invocation, ControlApi api, Kind kind, List<String> names) {
        this.invocation = invocation;
        this.kind = kind;
        this.project = new ProjectServers(invocation, api, kind);
        this.filter = new WatchFilter(invocation, names);
    }

    @Override
    public void changed(String event, JsonNode data) {
        JsonNode document = Kinded.with(kind, data);
        if (project.has(document) && wants(event, document)) {
            show(event, document);
        }
    }

    private boolean wants(String event, JsonNode document) {
        return filter.wants(event, kind.nameOf(document), kind.locatedName(document), Json.line(document));
    }

    private void show(String event, JsonNode document) {
        JsonNode shown = document;
        if (invocation.arguments().has("--output-watch-events")) {
            ObjectNode wrapped = Json.object().put("type", event);
            shown = wrapped.set("object", document);
        }
        if (invocation.format() == Format.YAML && !first) {
            invocation.out().println("---");
        }
        first = false;
        if (invocation.format() == Format.NAME) {
            Documents.print(invocation, kind, List.of(document), true);
        } else {
            Documents.print(invocation, kind, List.of(shown), true);
        }
        invocation.out().flush();
    }

    @Override
    public void complete() {
        filter.complete();
        filter.vanished()
                .forEach(key -> show(
                        "DELETED",
                        Json.object()
                                .put("kind", kind.name())
                                .put(kind.key(), kind.composed() ? key : key.substring(key.lastIndexOf('/') + 1))));
    }

    @Override
    public void startAnew() {
        filter.startAnew();
    }
}
