package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Yaml;
import java.util.ArrayList;
import java.util.List;

/** Resources as documents. */
final class Documents {
    private Documents() {}

    /** What can be applied comes ready for it; what is only read comes whole. */
    static String view(Kind kind, Format format) {
        return kind.readOnly() || format == Format.NAME ? "" : "apply";
    }

    static List<JsonNode> read(ControlApi api, Kind kind, List<String> names, String query) {
        List<JsonNode> documents = new ArrayList<>();
        if (names.isEmpty()) {
            api.get(kind.path() + query).forEach(documents::add);
        }
        for (String name : names) {
            if (Glob.isPattern(name)) {
                Glob glob = Glob.of(name);
                for (JsonNode document : api.get(kind.path() + query)) {
                    if (glob.matches(document.path("name").asText())) {
                        documents.add(document);
                    }
                }
            } else {
                JsonNode answer = api.get(kind.path(name) + query);
                documents.add(answer.isArray() ? answer.path(0) : answer);
            }
        }
        return documents;
    }

    static void print(Invocation invocation, Kind kind, List<JsonNode> documents, boolean single) {
        switch (invocation.format()) {
            case NAME ->
                documents.forEach(document -> invocation
                        .out()
                        .println(kind.name() + "/"
                                + Plain.line(document.path("name").asText())));
            case YAML -> invocation.out().print(yaml(documents));
            default -> invocation.print(single ? documents.getFirst() : array(documents));
        }
    }

    static ArrayNode array(List<JsonNode> documents) {
        return Json.array().addAll(documents);
    }

    /** One YAML document for each, which `apply` reads. */
    static String yaml(List<JsonNode> documents) {
        return String.join("---\n", documents.stream().map(Yaml::document).toList());
    }
}
