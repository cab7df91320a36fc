package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.resources.api.ResourceKind.Naming;
import io.mcpctl.resources.internal.JsonSchemas.Use;
import java.util.List;

/** Schemas of resources, of what is written, and of what each operation takes and answers. */
final class KindSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Kinds.Entry<?>> entries;

    KindSchemas(List<Kinds.Entry<?>> entries) {
        this.entries = entries;
    }

    ObjectNode schemas() {
        ObjectNode out = NODES.objectNode();
        for (Kinds.Entry<?> entry : entries) {
            Kind<?> kind = entry.kind();
            String name = name(kind);
            out.set(name, resource(kind));
            if (!kind.description().readOnly()) {
                out.set(name + "Write", written(kind, Use.WRITE));
                out.set(name + "Document", document(kind));
            }
            if (!kind.description().readOnly() && !kind.description().immutable()) {
                out.set(name + "Patch", written(kind, Use.PATCH));
            }
        }
        return out;
    }

    private static String name(Kind<?> kind) {
        String word = kind.description().name();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static ObjectNode resource(Kind<?> kind) {
        ObjectNode out = JsonSchemas.object(kind.schema(), Use.ANSWER);
        out.put("description", kind.description().doc());
        ObjectNode properties = out.withObjectProperty("properties");
        String key = kind.key().orElse("name");
        properties.putObject("id").put("type", "string").put("pattern", "^c[a-z0-9]{24}$");
        properties.set(key, JsonSchemas.text("Name."));
        properties
                .putObject(kind.revision())
                .put("type", "integer")
                .put("description", "Grows by one with each change.");
        properties.putObject("createdAt").put("type", "string").put("format", "date-time");
        properties.putObject("updatedAt").put("type", "string").put("format", "date-time");
        out.putArray("required")
                .add("id")
                .add(key)
                .add(kind.revision())
                .add("createdAt")
                .add("updatedAt");
        return out;
    }

    private static ObjectNode written(Kind<?> kind, Use use) {
        ObjectNode out = JsonSchemas.object(kind.schema(), use);
        ObjectNode properties = out.withObjectProperty("properties");
        kind.key().ifPresent(key -> {
            properties.set(key, keySchema(kind));
            if (use == Use.WRITE) {
                out.withArrayProperty("required").add(key);
            }
        });
        if (use == Use.PATCH) {
            properties
                    .putObject(kind.revision())
                    .put("type", "integer")
                    .put("description", "Refused when the resource is at another version.");
        }
        return out;
    }

    private static ObjectNode keySchema(Kind<?> kind) {
        return switch (kind.description().naming()) {
            case Naming.Named named ->
                JsonSchemas.text(named.meaning()).put("pattern", "^(?:" + named.pattern() + ")$");
            case Naming.Scoped scoped ->
                JsonSchemas.text(scoped.meaning()).put("pattern", "^(?:" + scoped.pattern() + ")$");
            case Naming.Composed composed -> JsonSchemas.text("Name.");
        };
    }

    private static ObjectNode document(Kind<?> kind) {
        ObjectNode out = written(kind, Use.WRITE);
        ArrayNode words = out.withObjectProperty("properties")
                .putObject("kind")
                .put("type", "string")
                .putArray("enum");
        words.add(kind.description().name()).add(kind.description().plural());
        kind.description().aliases().stream()
                .filter(alias -> !alias.equals(kind.description().name())
                        && !alias.equals(kind.description().plural()))
                .forEach(words::add);
        out.withArrayProperty("required").add("kind");
        return out;
    }

    /** What the operation takes. */
    ObjectNode body(Operation operation) {
        if (operation.kind().isPresent()) {
            String name = name(operation.kind().get().kind());
            return JsonSchemas.reference(name + (operation.method().equals("PUT") ? "Patch" : "Write"));
        }
        if (operation.path().equals("/apply")) {
            ObjectNode out = NODES.objectNode();
            ArrayNode documents = out.putArray("oneOf");
            entries.stream()
                    .map(Kinds.Entry::kind)
                    .filter(kind -> !kind.description().readOnly())
                    .forEach(kind -> documents.add(JsonSchemas.reference(name(kind) + "Document")));
            return documents.isEmpty() ? NODES.objectNode().put("type", "object") : out;
        }
        return operation.body().map(JsonSchemas::body).orElseThrow();
    }

    /** What it answers when all goes well. */
    void success(Operation operation, ObjectNode response) {
        response.put("description", operation.doc());
        if (operation.status() == 204) {
            return;
        }
        if (operation.kind().isPresent()) {
            ofKind(operation, operation.kind().get().kind(), response);
        } else if (operation.path().equals("/apply")) {
            json(response, applied());
        } else if (operation.answer().isPresent()) {
            ObjectNode one = JsonSchemas.object(operation.answer().get(), Use.ANSWER);
            ObjectNode oneOrMore = NODES.objectNode();
            oneOrMore
                    .putArray("anyOf")
                    .add(one)
                    .addObject()
                    .put("type", "array")
                    .set("items", one.deepCopy());
            json(response, oneOrMore);
        }
    }

    private static void ofKind(Operation operation, Kind<?> kind, ObjectNode response) {
        ObjectNode one = JsonSchemas.reference(name(kind));
        if (!operation.method().equals("GET") || operation.template().size() > 1) {
            json(response, one);
            return;
        }
        ObjectNode header = response.putObject("headers").putObject("X-Mcpctl-Continue");
        header.put("description", "There are more: the value of ?continue= for them.");
        header.putObject("schema").put("type", "string");
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", one);
        json(response, list);
        response.withObjectProperty("content")
                .putObject("text/event-stream")
                .putObject("schema")
                .put("type", "string")
                .put("description", "With watch=true: events ADDED, BOOKMARK, MODIFIED, DELETED and RESET.");
    }

    private static ObjectNode applied() {
        ObjectNode out = NODES.objectNode().put("type", "object");
        ObjectNode properties = out.putObject("properties");
        properties.putObject("kind").put("type", "string");
        properties.putObject("name").put("type", "string");
        properties
                .putObject("result")
                .put("type", "string")
                .putArray("enum")
                .add("created")
                .add("configured")
                .add("unchanged")
                .add("skipped");
        properties.putObject("changed").put("type", "array").putObject("items").put("type", "string");
        for (String name : List.of("before", "after", "document")) {
            properties.putObject(name).putArray("type").add("object").add("null");
        }
        out.putArray("required").add("kind").add("name").add("result").add("changed");
        return out;
    }

    private static void json(ObjectNode response, ObjectNode schema) {
        response.withObjectProperty("content").putObject("application/json").set("schema", schema);
    }
}
