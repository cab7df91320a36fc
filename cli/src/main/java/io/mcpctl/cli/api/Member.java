package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One member of a kind's documents.
 *
 * @param type as the server words it: {@code string}, {@code array of object}, {@code map of string}
 * @param values the only ones allowed, when there are any
 * @param references kind that it names a resource of; empty when it does not
 * @param computed true when only the server writes it
 * @param defaultValue as JSON text; empty when there is none
 * @param range bounds in words; empty when there are none
 * @param members of the objects it holds
 */
public record Member(
        String name,
        String type,
        String doc,
        boolean required,
        List<String> values,
        String references,
        boolean computed,
        String defaultValue,
        String range,
        List<Member> members) {
    public Member {
        values = List.copyOf(values);
        members = List.copyOf(members);
    }

    /** Those that a kind, or a member that holds objects, has. */
    public static List<Member> all(JsonNode array) {
        List<Member> members = new ArrayList<>();
        for (JsonNode member : array) {
            members.add(of(member));
        }
        return members;
    }

    private static Member of(JsonNode json) {
        return new Member(
                json.path("name").asText(),
                json.path("type").asText(""),
                json.path("doc").asText(""),
                json.path("required").asBoolean(),
                texts(json.path("values")),
                json.path("references").asText(""),
                json.path("computed").asBoolean(),
                json.has("default") ? Json.line(json.path("default")) : "",
                range(json.path("range")),
                all(json.path("members")));
    }

    private static String range(JsonNode range) {
        String min = range.path("min").asText("");
        String max = range.path("max").asText("");
        return min.isEmpty() && max.isEmpty()
                ? ""
                : max.isEmpty() ? "at least " + min : (min.isEmpty() ? "0" : min) + " to " + max;
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    static Optional<Member> named(List<Member> members, String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    public Optional<Member> member(String memberName) {
        return named(members, memberName);
    }

    public boolean isList() {
        return type.startsWith("array");
    }

    public boolean isMap() {
        return type.startsWith("map");
    }

    public boolean isBoolean() {
        return type.equals("boolean");
    }

    /** The type of an element of a list or a map; of anything else its own. */
    public String elementType() {
        int of = type.indexOf(" of ");
        return of < 0 ? type : type.substring(of + 4);
    }

    /** Whether it, or each element of it, is an object with known members. */
    public boolean holdsObjects() {
        return !members.isEmpty();
    }

    /** Whether it is one value that is neither list nor map nor object. */
    public boolean isScalar() {
        return !isList() && !isMap() && !holdsObjects() && !type.equals("object") && !type.equals("any");
    }
}
