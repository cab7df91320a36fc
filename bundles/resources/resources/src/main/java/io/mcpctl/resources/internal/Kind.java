package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A kind with its schema, and the SQL that follows from both. */
final class Kind<S extends Record> {
    private final ResourceKind<S> description;
    private final RecordSchema schema;
    private final List<Member> columns;

    Kind(ResourceKind<S> description) {
        this.description = description;
        this.schema = new RecordSchema(description.spec());
        this.columns = schema.members().stream().filter(Member::stored).toList();
    }

    ResourceKind<S> description() {
        return description;
    }

    RecordSchema schema() {
        return schema;
    }

    /** Members with a column, in the order of every statement. */
    List<Member> columns() {
        return columns;
    }

    boolean named() {
        return description.naming() instanceof Naming.Named;
    }

    /** Keys of a document that are no members of the spec. */
    Set<String> envelope() {
        return named() ? Set.of("kind", "name") : Set.of("kind");
    }

    S cast(Record spec) {
        return description.spec().cast(spec);
    }

    Resource<S> cast(Resource<?> resource) {
        return resource.with(cast(resource.spec()));
    }

    String select() {
        List<String> names = new ArrayList<>(List.of("t.id", "t.version", "t.created_at", "t.updated_at"));
        if (named()) {
            names.add("t.name");
        }
        columns.forEach(m -> names.add("t." + m.column()));
        return "select " + String.join(", ", names) + " from " + description.table() + " t";
    }
}
