package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.List;

/** Query parameters of the operations of kinds, for the description of the interface. */
final class QueryParameters {
    private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

    private QueryParameters() {}

    static ArrayNode of(Operation operation) {
        QueryParameters parameters = new QueryParameters();
        operation.kind().ifPresent(entry -> parameters.ofKind(operation, entry.kind()));
        if (operation.hasDryRun() && !operation.method().equals("GET")) {
            parameters.add("dryRun", "boolean", "Nothing is kept; the answer shows what would be.");
        }
        return parameters.all;
    }

    private void ofKind(Operation operation, Kind<?> kind) {
        boolean list = operation.template().size() == 1;
        if (operation.method().equals("GET")) {
            choice("view", "Form of the answer.", List.of("raw", "apply", "table", "wide"));
        }
        if (operation.method().equals("GET") && list) {
            add("limit", "integer", "At most so many; X-Mcpctl-Continue is there when there are more.");
            add("continue", "string", "The rest of a list, as X-Mcpctl-Continue said.");
            add("watch", "boolean", "Stay open and send every change as an event.");
            add("since", "string", "Id of the last event seen, like Last-Event-ID.");
            filters(kind);
        } else if (!list && kind.description().naming() instanceof Naming.Scoped scoped) {
            scoped.scopes().forEach(name -> add(name, "string", "Scope of the name."));
            choice("scope", "The name is in no scope.", List.of("global"));
        }
    }

    private void filters(Kind<?> kind) {
        for (Member member : kind.columns()) {
            if (member.ref().isPresent()) {
                add(
                        member.name(),
                        "string",
                        "Only those of this " + member.ref().get() + " (name or id).");
            } else if (member.shape() instanceof Shape.Choice values && !member.hidden()) {
                choice(member.name(), "Only those with this value.", values.values());
            }
        }
        if (kind.description().naming() instanceof Naming.Scoped) {
            choice("scope", "Only those in no scope.", List.of("global"));
        }
    }

    private ObjectNode add(String name, String type, String doc) {
        ObjectNode parameter =
                all.addObject().put("name", name).put("in", "query").put("description", doc);
        return parameter.putObject("schema").put("type", type);
    }

    private void choice(String name, String doc, List<String> values) {
        values.forEach(add(name, "string", doc).putArray("enum")::add);
    }
}
