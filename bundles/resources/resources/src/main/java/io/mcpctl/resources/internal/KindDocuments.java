package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;

/** Descriptions of kinds as JSON, so that clients need no knowledge of single kinds. */
final class KindDocuments {
    private KindDocuments() {}

    static ArrayNode of(Kinds kinds) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        kinds.all().forEach(entry -> out.add(kind(entry.kind())));
        return out;
    }

    private static ObjectNode kind(Kind<?> kind) {
        ResourceKind<?> description = kind.description();
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.put("name", description.name()).put("plural", description.plural());
        ArrayNode aliases = out.putArray("aliases");
        description.aliases().forEach(aliases::add);
        out.put("readOnly", description.readOnly());
        out.put("immutable", description.immutable());
        out.put("applyOrder", description.applyOrder());
        out.put("naming", naming(description.naming()));
        kind.key().ifPresent(key -> out.put("key", key));
        ArrayNode scopes = out.putArray("scopes");
        kind.scopes().forEach(m -> scopes.add(m.name()));
        out.put("resource", description.rules().resource());
        out.put("doc", description.doc());
        ArrayNode columns = out.putArray("columns");
        description
                .columns()
                .forEach(c -> columns.addObject().put("heading", c.heading()).put("wide", c.wide()));
        out.set("members", members(kind.schema()));
        return out;
    }

    private static String naming(Naming naming) {
        return switch (naming) {
            case Naming.Named named -> "name";
            case Naming.Scoped scoped -> "scoped";
            case Naming.Composed composed -> "composed";
        };
    }

    private static ArrayNode members(RecordSchema schema) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        for (Member member : schema.members()) {
            if (member.hidden()) {
                continue;
            }
            ObjectNode m = out.addObject();
            m.put("name", member.name()).put("type", member.shape().word()).put("doc", member.doc());
            m.put("required", member.required()).put("computed", !member.writable());
            m.put("linked", member.linked());
            limits(member, m);
            member.defaultValue().ifPresent(value -> m.set("default", value));
            member.ref().ifPresent(kind -> m.put("references", kind));
            describe(member.shape(), m);
        }
        return out;
    }

    private static void limits(Member member, ObjectNode m) {
        Range range = member.range();
        if (range != null) {
            ObjectNode bounds = m.putObject("range").put("min", range.min());
            if (range.max() != Long.MAX_VALUE) {
                bounds.put("max", range.max());
            }
        }
        Match match = member.match();
        if (match != null) {
            m.put("pattern", match.value());
        }
    }

    private static void describe(Shape shape, ObjectNode m) {
        switch (shape) {
            case Shape.Choice choice -> {
                ArrayNode values = m.putArray("values");
                choice.values().forEach(values::add);
            }
            case Shape.Nested nested -> m.set("members", members(nested.schema()));
            case Shape.ListOf list -> describe(list.element(), m);
            case Shape.MapOf map -> describe(map.value(), m);
            case Shape.Scalar scalar -> {}
            case Shape.Anything anything -> {}
        }
    }
}
