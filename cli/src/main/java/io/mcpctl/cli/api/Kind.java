package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server says about one kind of resource. */
public record Kind(
        String name, String plural, List<String> aliases, boolean readOnly, int applyOrder, List<Member> members) {
    public Kind {
        aliases = List.copyOf(aliases);
        members = List.copyOf(members);
    }

    /** One member of the kind's documents; {@code values} are the only ones allowed, when there are any. */
    public record Member(String name, String type, boolean required, List<String> values, boolean computed) {
        public Member {
            values = List.copyOf(values);
        }
    }

    static Kind of(JsonNode json) {
        List<Member> members = new ArrayList<>();
        for (JsonNode member : json.path("members")) {
            members.add(new Member(
                    member.path("name").asText(),
                    member.path("type").asText(""),
                    member.path("required").asBoolean(),
                    texts(member.path("values")),
                    member.path("computed").asBoolean()));
        }
        return new Kind(
                json.path("name").asText(),
                json.path("plural").asText(),
                texts(json.path("aliases")),
                json.path("readOnly").asBoolean(),
                json.path("applyOrder").asInt(),
                members);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    boolean answersTo(String word) {
        return name.equalsIgnoreCase(word)
                || plural.equalsIgnoreCase(word)
                || aliases.stream().anyMatch(word::equalsIgnoreCase);
    }

    public Optional<Member> member(String memberName) {
        return members.stream()
                .filter(member -> member.name().equals(memberName))
                .findFirst();
    }

    /** The path of the kind's list. */
    public String path() {
        return "/api/v1/" + plural;
    }

    public String path(String resource) {
        return path() + "/" + Target.segment(resource);
    }
}
