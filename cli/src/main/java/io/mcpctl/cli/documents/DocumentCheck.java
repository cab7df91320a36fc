package io.mcpctl.cli.documents;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Similar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What can be found wrong before anything is sent: all of it is reported at once. The server remains the judge. */
final class DocumentCheck {
    private static final int MOST_REPORTED = 50;

    private final List<String> findings = new ArrayList<>();
    private final Map<String, Document> seen = new HashMap<>();

    private DocumentCheck() {}

    static List<Document> inOrder(List<Document> documents) {
        DocumentCheck check = new DocumentCheck();
        documents.forEach(document -> check.check(document, document.ofKind()));
        if (!check.findings.isEmpty()) {
            throw CliException.failure(
                    String.join("; ", check.findings.subList(0, Math.min(MOST_REPORTED, check.findings.size())))
                            + "; nothing was applied");
        }
        return sorted(documents);
    }

    /** What others need comes first. */
    static List<Document> sorted(List<Document> documents) {
        return documents.stream()
                .sorted(Comparator.comparingInt(document -> document.ofKind().applyOrder()))
                .toList();
    }

    private void check(Document document, Kind kind) {
        if (kind.readOnly()) {
            add(document, "kind", "the kind \"" + kind.name() + "\" is only read; remove the definition");
        }
        String name = kind.locatedName(document.content());
        Document before = document.name().isEmpty() ? null : seen.putIfAbsent(kind.name() + "/" + name, document);
        if (before != null) {
            add(document, kind.key(), "\"" + document.title() + "\" is also defined at " + before.place(kind.key()));
        }
        if (!kind.composed() && document.content().path(kind.key()).isMissingNode()) {
            add(document, "", "the " + kind.name() + " lacks \"" + kind.key() + "\"");
        }
        document.content().properties().forEach(member -> member(document, kind, member.getKey(), member.getValue()));
        kind.members().stream()
                .filter(member -> member.required()
                        && !member.computed()
                        && !document.content().has(member.name()))
                .forEach(member -> add(document, "", document.title() + " lacks \"" + member.name() + "\""));
    }

    private void member(Document document, Kind kind, String name, JsonNode value) {
        if (name.equals("kind") || name.equals("proxyMode")) {
            return;
        }
        if (name.equals(kind.key()) && !kind.composed()) {
            if (!value.isTextual() || value.textValue().isBlank()) {
                add(document, name, "\"" + name + "\" must be a text");
            }
            return;
        }
        kind.member(name)
                .filter(member -> !member.computed())
                .ifPresentOrElse(member -> type(document, member, value), () -> unknown(document, kind, name));
    }

    private void unknown(Document document, Kind kind, String name) {
        List<String> allowed = new ArrayList<>(kind.composed() ? List.of() : List.of(kind.key()));
        kind.members().stream()
                .filter(member -> !member.computed())
                .map(Member::name)
                .forEach(allowed::add);
        add(
                document,
                name,
                "the key \"" + name + "\" is not known" + Similar.hint(name, allowed) + "; a " + kind.name() + " has "
                        + String.join(", ", allowed));
    }

    private void type(Document document, Member member, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        if (!fits(member.type(), value)) {
            String hint = member.type().equals("string") && value.isValueNode() ? "; put it in quotes" : "";
            add(document, member.name(), "\"" + member.name() + "\" must be of the type " + member.type() + hint);
        } else if (value.isTextual()
                && !member.values().isEmpty()
                && !member.values().contains(value.textValue())) {
            add(
                    document,
                    member.name(),
                    "\"" + member.name() + "\" is \"" + value.textValue() + "\"; allowed are "
                            + String.join(", ", member.values()));
        }
    }

    /** Types are as the server words them: {@code integer}, {@code array of string}, {@code map of object}. */
    private static boolean fits(String type, JsonNode value) {
        return switch (type.split(" ", 2)[0]) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "map", "object" -> value.isObject();
            default -> true;
        };
    }

    private void add(Document document, String path, String sentence) {
        findings.add(document.place(path) + ": " + sentence);
    }
}
