package io.mcpctl.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One table of a TOML file, written without touching the rest of the file. */
public final class Toml {
    private Toml() {}

    /** The name as a key, quoted when it needs to be. */
    public static String key(String name) {
        return name.matches("[A-Za-z0-9_-]+") ? name : Json.line(Json.NODES.textNode(name));
    }

    /** The text with the table of this name (and its subtables) replaced, or added at the end. */
    public static String withTable(String text, String name, ObjectNode content) {
        List<String> kept = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (stripped.startsWith("[")) {
                inside = stripped.equals("[" + name + "]") || stripped.startsWith("[" + name + ".");
            }
            if (!inside) {
                kept.add(line);
            }
        }
        while (!kept.isEmpty() && kept.getLast().isBlank()) {
            kept.removeLast();
        }
        StringBuilder out = new StringBuilder();
        kept.forEach(line -> out.append(line).append('\n'));
        out.append(out.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
        for (Map.Entry<String, JsonNode> member : content.properties()) {
            out.append(key(member.getKey()))
                    .append(" = ")
                    .append(value(member.getValue()))
                    .append('\n');
        }
        return out.toString();
    }

    /** JSON's scalars and arrays are TOML's; objects become inline tables. */
    private static String value(JsonNode node) {
        if (!node.isObject()) {
            return Json.line(node);
        }
        List<String> members = new ArrayList<>();
        node.properties().forEach(member -> members.add(key(member.getKey()) + " = " + value(member.getValue())));
        return members.isEmpty() ? "{}" : "{ " + String.join(", ", members) + " }";
    }
}
