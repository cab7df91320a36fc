package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.query.CustomColumns;
import io.mcpctl.cli.query.JsonPath;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Yaml;
import java.util.List;

/** Resources as documents. */
final class Documents {
    private Documents() {}

    /** What can be applied comes ready for it; what is only read, and what paths are looked up in, comes whole. */
    static String view(Kind kind, Format format) {
        return kind.readOnly() || !(format == Format.JSON || format == Format.YAML) ? "" : "apply";
    }

    static void print(Invocation invocation, Kind kind, List<JsonNode> documents, boolean single) {
        switch (invocation.format()) {
            case NAME ->
                documents.forEach(
                        document -> invocation.out().println(Plain.line(kind.name() + "/" + kind.nameOf(document))));
            case YAML -> invocation.out().print(yaml(documents));
            case JSONPATH -> {
                JsonNode document = single ? documents.getFirst() : items(documents);
                invocation
                        .out()
                        .print(JsonPath.parse(invocation.formatArgument()).text(document));
                invocation.out().print(invocation.terminal().showsPerson() ? "\n" : "");
            }
            case CUSTOM_COLUMNS ->
                CustomColumns.parse(invocation.formatArgument())
                        .table(documents)
                        .print(invocation.out());
            default -> invocation.print(single ? documents.getFirst() : array(documents));
        }
    }

    static ArrayNode array(List<JsonNode> documents) {
        return Json.array().addAll(documents);
    }

    /** A list as paths see it. */
    static JsonNode items(List<JsonNode> documents) {
        return Json.object().put("kind", "List").set("items", array(documents));
    }

    /** One YAML document for each, which `apply` reads. */
    static String yaml(List<JsonNode> documents) {
        return String.join("---\n", documents.stream().map(Yaml::document).toList());
    }
}
