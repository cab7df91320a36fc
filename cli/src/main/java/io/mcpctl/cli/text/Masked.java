package io.mcpctl.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** JSON for a trace: what could be a secret is not in it. */
public final class Masked {
    public static final String MASK = "***";
    private static final int LONGEST = 4000;
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(token|password|passwd|secret|authorization|credential|api-?key|cookie).*");
    /** Members whose values are secrets or may be: data of secrets, values of variables and headers. */
    private static final Set<String> VALUES = Set.of("data", "value", "env", "headers");

    private Masked() {}

    public static boolean secretName(String name) {
        return SECRET.matcher(name).matches();
    }

    /** The beginning of a JSON text without its secrets; of any other text the length. */
    public static String body(String text) {
        String line = wholeBody(text);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The same, however long it is. */
    public static String wholeBody(String text) {
        try {
            return Json.line(mask(Json.read(text), false));
        } catch (IOException e) {
            return "(" + text.length() + " characters that are no JSON)";
        }
    }

    /** The same tree with *** where secrets are. */
    public static JsonNode tree(JsonNode node) {
        return mask(node, false);
    }

    private static JsonNode mask(JsonNode node, boolean hidden) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = Json.object();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                boolean secret = hidden || VALUES.contains(member.getKey()) || secretName(member.getKey());
                boolean named =
                        member.getKey().equals("name") || member.getKey().equals("key");
                masked.set(member.getKey(), mask(member.getValue(), secret && !named));
            }
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = Json.array();
            array.forEach(element -> masked.add(mask(element, hidden)));
            return masked;
        }
        return hidden && !node.isNull() ? Json.NODES.textNode(MASK) : node;
    }
}
