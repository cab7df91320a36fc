package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code key=value} words into a tool's arguments, by the types of its input schema. */
public final class ToolArguments {
    private ToolArguments() {}

    public static ObjectNode parse(List<String> words, JsonNode schema) {
        ObjectNode arguments = Json.object();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw CliException.usage("\"" + word + "\" is not an argument; write key=value, or --args '<json>'");
            }
            String key = word.substring(0, equals);
            JsonNode property = schema.path("properties").path(key);
            JsonNode value = value(key, word.substring(equals + 1), property);
            if (arguments.has(key)
                    && arguments.path(key) instanceof ArrayNode list
                    && value instanceof ArrayNode more) {
                list.addAll(more);
            } else if (arguments.has(key)) {
                throw CliException.usage("the argument \"" + key + "\" is given twice");
            } else {
                arguments.set(key, value);
            }
        }
        return arguments;
    }

    /** The text of {@code --args}. */
    public static ObjectNode object(String text) {
        try {
            if (Json.read(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            // Reported below, like JSON that is no object.
        }
        throw CliException.failure("--args is not a JSON object; write for example --args '{\"message\": \"hi\"}'");
    }

    private static JsonNode value(String key, String text, JsonNode property) {
        List<String> types = types(property);
        if (types.isEmpty()) {
            return jsonOr(text);
        }
        for (String type : types) {
            JsonNode value = typed(text, type, property);
            if (!value.isMissingNode()) {
                return value;
            }
        }
        throw CliException.usage(
                "the argument \"" + key + "\" is \"" + text + "\"; the tool wants " + String.join(" or ", types));
    }

    private static JsonNode typed(String text, String type, JsonNode property) {
        JsonNode json = jsonOr(text);
        boolean fits =
                switch (type) {
                    case "integer" -> json.isIntegralNumber();
                    case "number" -> json.isNumber();
                    case "boolean" -> json.isBoolean();
                    case "object" -> json.isObject();
                    case "null" -> json.isNull();
                    case "array" -> json.isArray();
                    default -> false;
                };
        if (fits) {
            return json;
        }
        if (type.equals("string")) {
            return Json.NODES.textNode(text);
        }
        return type.equals("array")
                ? Json.array().add(value("element", text, property.path("items")))
                : Json.object().path("absent");
    }

    /** The types of the schema, strings last because every text is one. */
    private static List<String> types(JsonNode property) {
        List<String> types = new ArrayList<>();
        JsonNode type = property.path("type");
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(element -> types.add(element.asText()));
        if (types.remove("string")) {
            types.add("string");
        }
        return types;
    }

    private static JsonNode jsonOr(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            return Json.NODES.textNode(text); // Most arguments are words, not JSON.
        }
    }
}
