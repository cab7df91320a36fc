package io.mcpctl.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a JSON tree as block YAML; whatever a reader could take for something else is quoted. */
public final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+()-]+)*");
    private static final Pattern RESERVED =
            Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|\\.nan|[+-]?\\.inf|~");

    private Yaml() {}

    /** The document, ending with a line end. */
    public static String document(JsonNode node) {
        StringBuilder out = new StringBuilder();
        if (collection(node)) {
            block(node, 0, out);
        } else {
            out.append(scalar(node)).append('\n');
        }
        return out.toString();
    }

    private static void block(JsonNode node, int indent, StringBuilder out) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                out.repeat(' ', indent).append(quoted(member.getKey())).append(':');
                value(member.getValue(), indent, member.getValue().isArray() ? 0 : 2, out);
            }
        } else {
            for (JsonNode element : node) {
                out.repeat(' ', indent).append('-');
                if (element.isObject() && !element.isEmpty()) {
                    StringBuilder inner = new StringBuilder();
                    block(element, indent + 2, inner);
                    out.append(' ').append(inner, indent + 2, inner.length());
                } else {
                    value(element, indent, 2, out);
                }
            }
        }
    }

    private static void value(JsonNode node, int indent, int deeper, StringBuilder out) {
        if (collection(node)) {
            out.append('\n');
            block(node, indent + deeper, out);
        } else if (node.isTextual() && literal(node.textValue())) {
            String text = node.textValue();
            out.append(text.endsWith("\n") ? " |\n" : " |-\n");
            for (String line : text.split("\n", -1)) {
                if (!line.isEmpty()) {
                    out.repeat(' ', indent + 2).append(line);
                }
                out.append('\n');
            }
            if (text.endsWith("\n")) {
                out.setLength(out.length() - 1);
            }
        } else {
            out.append(' ').append(scalar(node)).append('\n');
        }
    }

    private static boolean collection(JsonNode node) {
        return node.isContainerNode() && !node.isEmpty();
    }

    /** Whether a literal block gives the text back exactly. */
    private static boolean literal(String text) {
        return text.indexOf('\n') > 0
                && !text.startsWith(" ")
                && !text.endsWith("\n\n")
                && text.lines().noneMatch(line -> line.endsWith(" "))
                && text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || (c >= 0xa0 && c < 0x2028));
    }

    private static String scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> quoted(node.textValue());
            case OBJECT -> "{}";
            case ARRAY -> "[]";
            case NULL, MISSING -> "null";
            default -> node.asText();
        };
    }

    /** JSON's double quotes are YAML's; text that needs none stays plain. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()
                ? text
                : Json.line(Json.NODES.textNode(text));
    }
}
