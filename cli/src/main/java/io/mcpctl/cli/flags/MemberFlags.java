package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The options of one member, whatever its type. */
final class MemberFlags {
    private final Member member;
    /** The option that is called after the member. */
    private final String own;
    /** What people know the option as, for messages. */
    private final String option;

    private final List<String> names = new ArrayList<>();

    private MemberFlags(Member member, List<String> aliases) {
        this.member = member;
        this.own = Words.option(member.name());
        this.option = aliases.isEmpty() ? own : aliases.getFirst();
        names.addAll(aliases);
        if (member.name().equals("description")) {
            names.add("-d");
        }
        if (member.isList() || member.isMap()) {
            String singular = Words.singular(own);
            if (!singular.equals(own) && !names.contains(singular)) {
                names.add(singular);
            }
        }
        names.add(own);
    }

    static List<Flag> of(Member member, List<String> aliases) {
        return new MemberFlags(member, aliases).flags();
    }

    private List<Flag> flags() {
        String doc = member.doc();
        if (member.isBoolean()) {
            String no = "--no-" + own.substring(2);
            return List.of(
                    new Flag(names, "", doc, (document, text) -> document.put(member.name(), true)),
                    new Flag(List.of(no), "", "the opposite", (document, text) -> document.put(member.name(), false)));
        }
        if (member.isList()) {
            return List.of(new Flag(names, listLabel(), doc + " Once for each.", this::addToList));
        }
        if (member.isMap()) {
            return List.of(new Flag(names, "<key=value>", doc + " Once for each.", this::addToMap));
        }
        if (member.holdsObjects()) {
            return List.of(
                    new Flag(names, "<json>", doc, (document, text) -> merge(document, Values.json(option, text))));
        }
        return List.of(new Flag(
                names,
                label(),
                doc,
                (document, text) -> document.set(member.name(), Values.scalar(option, member.type(), member, text))));
    }

    private String label() {
        if (!member.references().isEmpty() && !member.holdsObjects()) {
            return "<" + member.references() + ">";
        }
        return member.values().isEmpty()
                ? "<" + (member.type().equals("any") || member.type().equals("object") ? "json" : member.type()) + ">"
                : "<" + String.join("|", member.values()) + ">";
    }

    private String listLabel() {
        if (!member.holdsObjects()) {
            return member.values().isEmpty() && member.references().isEmpty()
                    ? "<" + member.elementType() + ">"
                    : label();
        }
        boolean variable =
                member.member("name").isPresent() && member.member("value").isPresent();
        return variable
                ? "<KEY=value>"
                : "<"
                        + String.join(
                                ":", member.members().stream().map(Member::name).toList()) + ">";
    }

    private void addToList(ObjectNode document, String text) {
        if (text.startsWith("[")) {
            Values.json(option, text).forEach(document.withArray(member.name())::add);
            return;
        }
        document.withArray(member.name())
                .add(
                        member.holdsObjects()
                                ? Values.object(option, member, text)
                                : Values.scalar(option, member.elementType(), member, text));
    }

    private void addToMap(ObjectNode document, String text) {
        if (text.startsWith("{")) {
            Values.json(option, text).properties().forEach(entry -> map(document)
                    .set(entry.getKey(), entry.getValue()));
            return;
        }
        String[] pair = Values.pair(option, text);
        map(document).set(pair[0], mapValue(pair[1]));
    }

    private ObjectNode map(ObjectNode document) {
        return document.withObjectProperty(member.name());
    }

    /** An object with a single member is given by the value of that member. */
    private JsonNode mapValue(String text) {
        if (!member.holdsObjects() || text.startsWith("{")) {
            String type = member.holdsObjects() ? "object" : member.elementType();
            return type.equals("any") ? anything(text) : Values.scalar(option, type, member, text);
        }
        Member only = member.members().getFirst();
        return Json.object().set(only.name(), Values.scalar(option, only.type(), only, text));
    }

    private static JsonNode anything(String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            return Json.NODES.textNode(text); // Whatever is no JSON is meant as it stands.
        }
    }

    /** Beside the members that have options of their own. */
    private void merge(ObjectNode document, JsonNode value) {
        if (value instanceof ObjectNode object && document.path(member.name()) instanceof ObjectNode present) {
            present.setAll(object);
        } else {
            document.set(member.name(), value);
        }
    }
}
