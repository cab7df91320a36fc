package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Compares arguments with the {@code required} and {@code type} rules of a schema, at its first level. */
final class Arguments {
    private Arguments() {}

    /** What is wrong with them; empty when nothing is. */
    static Optional<String> fault(String schema, String arguments) {
        byte[] rules = schema.strip().getBytes(StandardCharsets.UTF_8);
        byte[] given = arguments.strip().getBytes(StandardCharsets.UTF_8);
        Map<String, Span> members = Json.members(given, new Span(0, given.length));
        Map<String, Span> top = Json.members(rules, new Span(0, rules.length));
        Span required = top.get("required");
        if (required != null) {
            for (Span name : Json.elements(rules, required)) {
                Optional<String> missing = Json.text(rules, name).filter(one -> !members.containsKey(one));
                if (missing.isPresent()) {
                    return Optional.of("\"" + missing.get() + "\" is missing");
                }
            }
        }
        Span properties = top.get("properties");
        if (properties == null) {
            return Optional.empty();
        }
        Map<String, Span> known = Json.members(rules, properties);
        for (Map.Entry<String, Span> member : members.entrySet()) {
            Optional<String> type = Optional.ofNullable(known.get(member.getKey()))
                    .flatMap(rule -> Json.member(rules, rule, "type"))
                    .flatMap(value -> Json.text(rules, value));
            if (type.isPresent() && !isA(type.get(), given, member.getValue())) {
                return Optional.of("\"" + member.getKey() + "\" is no " + type.get());
            }
        }
        return Optional.empty();
    }

    private static boolean isA(String type, byte[] json, Span value) {
        byte first = json[value.start()];
        boolean number = first == '-' || (first >= '0' && first <= '9');
        return switch (type) {
            case "string" -> first == '"';
            case "number" -> number;
            case "integer" -> number && isWhole(json, value);
            case "boolean" -> first == 't' || first == 'f';
            case "array" -> first == '[';
            case "object" -> first == '{';
            case "null" -> first == 'n';
            default -> true;
        };
    }

    private static boolean isWhole(byte[] json, Span value) {
        for (int i = value.start(); i < value.end(); i++) {
            if (json[i] == '.' || json[i] == 'e' || json[i] == 'E') {
                return false;
            }
        }
        return true;
    }
}
