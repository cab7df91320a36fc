package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Json;

/** Documents that say of which kind they are. */
final class Kinded {
    private Kinded() {}

    static JsonNode with(Kind kind, JsonNode answer) {
        JsonNode document = answer.isArray() ? answer.path(0) : answer;
        if (!(document instanceof ObjectNode object) || object.has("kind")) {
            return document;
        }
        ObjectNode kinded = Json.object().put("kind", kind.name());
        kinded.setAll(object);
        return kinded;
    }
}
