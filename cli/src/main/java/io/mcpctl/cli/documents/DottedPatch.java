package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One change such as {@code healthCheck.tool=echo}, {@code env[0].value=x} or {@code description=null}.
 *
 * @param path names of members and numbers of elements; a dot within a name is written {@code \.}
 * @param value null clears
 */
public record DottedPatch(List<Object> path, JsonNode value) {
    private static final int DEEPEST = 50;

    public DottedPatch {
        path = List.copyOf(path);
    }

    /** A value is JSON where it can be, else text; where the kind has a text it is always text. */
    public static DottedPatch parse(String argument, Kind kind) {
        int equals = equalsSign(argument);
        if (equals < 1) {
            throw CliException.usage("\"" + argument + "\" is not of the form member=value, such as replicas=2");
        }
        List<Object> path = path(argument.substring(0, equals));
        String text = argument.substring(equals + 1);
        boolean plain =
                member(kind, path).map(member -> member.type().equals("string")).orElse(false);
        return new DottedPatch(path, plain && !text.equals("null") ? plainText(text) : json(text));
    }

    /** The first one that is not within brackets. */
    private static int equalsSign(String argument) {
        int bracket = argument.indexOf('[');
        int equals = argument.indexOf('=');
        if (bracket >= 0 && bracket < equals && argument.indexOf(']') > equals) {
            return argument.indexOf('=', argument.indexOf(']'));
        }
        return equals;
    }

    private static List<Object> path(String text) {
        List<Object> path = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean wantsName = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                name.append(text.charAt(++i));
            } else if (c == '.' || c == '[') {
                if (wantsName || !name.isEmpty()) {
                    path.add(named(name, text));
                }
                wantsName = c == '.';
                if (c == '[') {
                    int end = text.indexOf(']', i);
                    path.add(index(text, i, end));
                    i = end;
                }
            } else {
                name.append(c);
                wantsName = true;
            }
        }
        if (wantsName || !name.isEmpty()) {
            path.add(named(name, text));
        }
        if (path.size() > DEEPEST) {
            throw CliException.usage("\"" + text + "\" has more than " + DEEPEST + " parts");
        }
        return path;
    }

    private static String named(StringBuilder name, String text) {
        if (name.isEmpty()) {
            throw CliException.usage("\"" + text + "\" has an empty part; write member.member or member[0]");
        }
        String result = name.toString();
        name.setLength(0);
        return result;
    }

    private static Integer index(String text, int begin, int end) {
        String number = end < 0 ? "" : text.substring(begin + 1, end);
        if (!number.matches("\\d{1,6}")) {
            throw CliException.usage("\"" + text + "\" has no number of an element in its brackets; write member[0]");
        }
        return Integer.valueOf(number);
    }

    private static Optional<Member> member(Kind kind, List<Object> path) {
        List<Member> members = kind.members();
        Optional<Member> found = Optional.empty();
        for (Object part : path) {
            if (part instanceof String name) {
                found = members.stream()
                        .filter(member -> member.name().equals(name))
                        .findFirst();
                if (found.isEmpty()) {
                    return found;
                }
                members = found.get().members();
            }
        }
        return found;
    }

    private static JsonNode json(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            return plainText(text); // Anything that is no JSON is meant as it stands.
        }
    }

    private static JsonNode plainText(String text) {
        return Json.NODES.textNode(text);
    }

    /** The member of the document that the change is in. */
    public String topMember() {
        return (String) path.getFirst();
    }

    /** Whether the present document must be known to make the change. */
    public boolean isDeep() {
        return path.size() > 1;
    }

    public void applyTo(ObjectNode document) {
        change(document, 0);
    }

    private void change(JsonNode at, int depth) {
        Object part = path.get(depth);
        boolean last = depth == path.size() - 1;
        if (part instanceof String name && at instanceof ObjectNode object) {
            if (last) {
                set(object, name, depth == 0);
                return;
            }
            if (object.path(name).isMissingNode() || object.path(name).isNull()) {
                object.set(name, path.get(depth + 1) instanceof String ? Json.object() : Json.array());
            }
            change(object.path(name), depth + 1);
        } else if (part instanceof Integer index && at instanceof ArrayNode array) {
            element(array, index, depth, last);
        } else {
            throw CliException.usage("\"" + shown(depth) + "\" is "
                    + (at.isArray() ? "a list" : at.isObject() ? "a map" : "a plain value") + ", it has no part \""
                    + part + "\"");
        }
    }

    /** At the top null stays, which the server understands as clearing. */
    private void set(ObjectNode object, String name, boolean top) {
        if (value.isNull() && !top) {
            object.remove(name);
        } else {
            object.set(name, value);
        }
    }

    private void element(ArrayNode array, int index, int depth, boolean last) {
        if (index > array.size()) {
            throw CliException.usage(
                    "\"" + shown(depth) + "\" has " + array.size() + " elements; [" + index + "] is beyond its end");
        }
        if (last && value.isNull()) {
            array.remove(index);
        } else if (last) {
            if (index == array.size()) {
                array.add(value);
            } else {
                array.set(index, value);
            }
        } else {
            if (index == array.size()) {
                array.add(Json.object());
            }
            change(array.get(index), depth + 1);
        }
    }

    private String shown(int depth) {
        StringBuilder text = new StringBuilder();
        for (Object part : path.subList(0, depth)) {
            if (part instanceof Integer) {
                text.append('[').append(part).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(part);
            }
        }
        return text.toString();
    }
}
