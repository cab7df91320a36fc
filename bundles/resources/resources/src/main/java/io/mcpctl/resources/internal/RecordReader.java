package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Match;
import io.mcpctl.resources.api.Range;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as records: checks every member and reports all offending paths at once. One use per document. */
final class RecordReader {
    private final boolean strict;
    private final boolean stored;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();

    /** @param strict whether unknown keys are refused; otherwise they are dropped and remembered */
    RecordReader(boolean strict) {
        this(strict, false);
    }

    private RecordReader(boolean strict, boolean stored) {
        this.strict = strict;
        this.stored = stored;
    }

    /** Reads what the store wrote: members that only the server writes are accepted. */
    static RecordReader ofStored() {
        return new RecordReader(false, true);
    }

    /**
     * @param envelope keys of the document that are no members of the record, such as {@code name}
     * @throws ProblemException INVALID with one violation per offending path
     */
    Record read(RecordSchema schema, ObjectNode document, Set<String> envelope) {
        Record record = nested(schema, document, "", envelope);
        if (!violations.isEmpty() || record == null) {
            throw invalid(violations);
        }
        return record;
    }

    /** Unknown or server-written keys that were ignored. */
    List<String> dropped() {
        return dropped;
    }

    static ProblemException invalid(List<Violation> violations) {
        String detail = violations.stream()
                .limit(5)
                .map(v -> v.path().isEmpty() ? v.message() : v.path() + ": " + v.message())
                .collect(Collectors.joining("; "));
        return new ProblemException(new Problem(ProblemKind.INVALID, detail, violations), null);
    }

    private @Nullable Record nested(RecordSchema schema, ObjectNode node, String path, Set<String> envelope) {
        int before = violations.size();
        checkKeys(schema, node, path, envelope);
        List<@Nullable Object> values = new ArrayList<>();
        for (Member member : schema.members()) {
            values.add(member(member, node.get(member.name()), join(path, member.name())));
        }
        return violations.size() > before ? null : schema.newInstance(values);
    }

    private void checkKeys(RecordSchema schema, ObjectNode node, String path, Set<String> envelope) {
        for (String key : (Iterable<String>) node::fieldNames) {
            Optional<Member> member = schema.member(key);
            if (envelope.contains(key)
                    || member.map(m -> m.writable() || stored).orElse(false)) {
                continue;
            }
            // A field of an older design that may be in any input and means nothing.
            if (key.equals("proxyMode") && path.isEmpty()) {
                continue;
            }
            if (!strict) {
                dropped.add(join(path, key));
            } else if (member.isPresent()) {
                violations.add(new Violation(join(path, key), "is written by the server only; remove it"));
            } else {
                violations.add(new Violation(join(path, key), "unknown key; allowed are " + allowed(schema, envelope)));
            }
        }
    }

    private static String allowed(RecordSchema schema, Set<String> envelope) {
        List<String> names = new ArrayList<>(envelope);
        schema.members().stream().filter(Member::writable).map(Member::name).forEach(names::add);
        return names.stream().sorted().collect(Collectors.joining(", "));
    }

    private @Nullable Object member(Member member, @Nullable JsonNode node, String path) {
        if (node == null || node.isNull() || !(member.writable() || stored)) {
            if (member.optional()) {
                return Optional.empty();
            }
            if (member.defaultValue().isPresent()) {
                return value(member.shape(), member.defaultValue().get(), path, member);
            }
            if (member.writable()) {
                violations.add(new Violation(path, "is required"));
            }
            return null;
        }
        Object value = value(member.shape(), node, path, member);
        return member.optional() ? Optional.ofNullable(value) : value;
    }

    private @Nullable Object value(Shape shape, JsonNode node, String path, Member member) {
        return switch (shape) {
            case Shape.Scalar scalar -> scalar(scalar, node, path, member);
            case Shape.Choice choice -> choice(choice, node, path);
            case Shape.Nested nested ->
                node instanceof ObjectNode object
                        ? nested(nested.schema(), object, path, Set.of())
                        : wrongType(shape, node, path);
            case Shape.ListOf list -> list(list, node, path, member);
            case Shape.MapOf map -> map(map, node, path, member);
            case Shape.Anything anything -> {
                checkText(node, path);
                yield Json.MAPPER.convertValue(node, Object.class);
            }
        };
    }

    private @Nullable Object scalar(Shape.Scalar scalar, JsonNode node, String path, Member member) {
        return switch (scalar) {
            case STRING -> node.isTextual() ? string(node.textValue(), path, member) : wrongType(scalar, node, path);
            case INTEGER ->
                node.isIntegralNumber() && node.canConvertToInt()
                        ? number(node.intValue(), path, member)
                        : wrongType(scalar, node, path);
            case LONG ->
                node.isIntegralNumber() && node.canConvertToLong()
                        ? number(node.longValue(), path, member)
                        : wrongType(scalar, node, path);
            case NUMBER ->
                node.isNumber() && Double.isFinite(node.doubleValue())
                        ? (Object) node.doubleValue()
                        : wrongType(scalar, node, path);
            case BOOLEAN -> node.isBoolean() ? (Object) node.booleanValue() : wrongType(scalar, node, path);
            case TIME -> time(node, path);
        };
    }

    private Object string(String text, String path, Member member) {
        if (stored) {
            return text;
        }
        bounds(text.length(), member.range(), "characters", path);
        Match match = member.match();
        if (match != null && !text.matches(match.value())) {
            String meaning = match.meaning().isEmpty() ? match.value() : match.meaning();
            violations.add(new Violation(path, "'" + shorten(text) + "' is not allowed; expected " + meaning));
        }
        return plain(text, path);
    }

    /** Text that both databases can hold and that does no harm to terminals and logs. */
    private String plain(String text, String path) {
        int control = Texts.control(text);
        if (control >= 0) {
            violations.add(new Violation(
                    path,
                    "must not contain control characters besides tabs and line breaks; there is U+"
                            + String.format("%04X", control)));
        } else if (!Texts.isWhole(text)) {
            violations.add(new Violation(path, "must not contain half of a surrogate pair"));
        }
        return text;
    }

    private void checkText(JsonNode node, String path) {
        if (node.isTextual()) {
            plain(node.textValue(), path);
        } else if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
            wrongType(Shape.Scalar.NUMBER, node, path);
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkText(node.get(i), path + "[" + i + "]");
            }
        } else if (node.isObject()) {
            node.properties().forEach(e -> checkText(e.getValue(), join(path, plain(e.getKey(), path))));
        }
    }

    private Object number(Number number, String path, Member member) {
        bounds(number.longValue(), member.range(), "", path);
        return number;
    }

    private void bounds(long size, @Nullable Range range, String unit, String path) {
        if (range != null && (size < range.min() || size > range.max())) {
            String allowed =
                    range.max() == Long.MAX_VALUE ? "at least " + range.min() : range.min() + " to " + range.max();
            violations.add(
                    new Violation(path, (size + " " + unit).strip() + " is out of range; allowed are " + allowed));
        }
    }

    private @Nullable Object time(JsonNode node, String path) {
        try {
            return Instant.parse(node.asText());
        } catch (DateTimeParseException e) {
            return wrongType(Shape.Scalar.TIME, node, path);
        }
    }

    private @Nullable Object choice(Shape.Choice choice, JsonNode node, String path) {
        for (Enum<?> constant : choice.type().getEnumConstants()) {
            if (node.isTextual() && constant.name().equals(node.textValue())) {
                return constant;
            }
        }
        violations.add(new Violation(
                path,
                "'" + shorten(node.asText()) + "' is not allowed; expected " + String.join(", ", choice.values())));
        return null;
    }

    private @Nullable Object list(Shape.ListOf list, JsonNode node, String path, Member member) {
        if (!node.isArray()) {
            return wrongType(list, node, path);
        }
        bounds(node.size(), member.range(), "entries", path);
        List<Object> out = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = element(list.element(), node.get(i), path + "[" + i + "]", member);
            if (value != null) {
                out.add(value);
            }
        }
        return List.copyOf(out);
    }

    private @Nullable Object map(Shape.MapOf map, JsonNode node, String path, Member member) {
        if (!node.isObject()) {
            return member.secret() ? wrongType(map, path) : wrongType(map, node, path);
        }
        Map<String, Object> out = new LinkedHashMap<>();
        node.properties().forEach(e -> {
            String place = join(path, plain(e.getKey(), path));
            if (map.nullable() && e.getValue().isNull()) {
                out.put(e.getKey(), Optional.empty());
                return;
            }
            Object value = element(map.value(), e.getValue(), place, member);
            if (value != null) {
                out.put(e.getKey(), map.nullable() ? Optional.of(value) : value);
            }
        });
        return Map.copyOf(out);
    }

    /** Ranges and patterns of the member concern the collection, not its strings. */
    private @Nullable Object element(Shape shape, JsonNode node, String path, Member member) {
        if (shape == Shape.Scalar.STRING) {
            if (node.isTextual()) {
                return plain(node.textValue(), path);
            }
            return member.secret() ? wrongType(shape, path) : wrongType(shape, node, path);
        }
        return value(shape, node, path, member);
    }

    private @Nullable Object wrongType(Shape shape, JsonNode node, String path) {
        violations.add(new Violation(
                path,
                "expected " + shape.word() + ", found "
                        + shorten(node.isContainerNode() ? kindOf(node) : node.toString())));
        return null;
    }

    /** Without what was found: it may be a secret. */
    private @Nullable Object wrongType(Shape shape, String path) {
        violations.add(new Violation(path, "expected " + shape.word()));
        return null;
    }

    private static String kindOf(JsonNode node) {
        return node.isArray() ? "an array" : "an object";
    }

    static String shorten(String text) {
        return Texts.shorten(text);
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
