package io.mcpctl.cli.flags;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.api.Member;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Similar;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of a line as values of members; usage errors name the option. */
final class Values {
    private static final Pattern RANGE = Pattern.compile("(-?\\d{1,18}) to (-?\\d{1,18})");
    /** {@code KEY=secretRef:secret/key}. */
    private static final String SECRET = "secretRef:";

    private Values() {}

    static JsonNode scalar(String option, String type, Member member, String text) {
        return switch (type) {
            case "integer" -> integer(option, member, text);
            case "number" -> number(option, text);
            case "boolean" -> Json.NODES.booleanNode(truth(option, text));
            case "any", "object" -> json(option, text);
            default -> Json.NODES.textNode(member.values().isEmpty() ? text : choice(option, member.values(), text));
        };
    }

    private static JsonNode integer(String option, Member member, String text) {
        if (!text.matches("-?\\d{1,18}")) {
            throw CliException.usage(option + " is \"" + text + "\"; give a whole number");
        }
        long number = Long.parseLong(text);
        Matcher range = RANGE.matcher(member.range());
        if (range.matches() && (number < Long.parseLong(range.group(1)) || number > Long.parseLong(range.group(2)))) {
            throw CliException.usage(option + " is " + text + "; give a number from " + member.range());
        }
        return number == (int) number ? Json.NODES.numberNode((int) number) : Json.NODES.numberNode(number);
    }

    private static JsonNode number(String option, String text) {
        if (!text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
            throw CliException.usage(option + " is \"" + text + "\"; give a number");
        }
        return Json.NODES.numberNode(new BigDecimal(text));
    }

    private static boolean truth(String option, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw CliException.usage(option + " is \"" + text + "\"; give true or false");
        }
        return text.equals("true");
    }

    private static String choice(String option, List<String> values, String text) {
        return values.stream()
                .filter(value -> value.equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> CliException.usage(option + " is \"" + text + "\"" + Similar.hint(text, values)
                        + "; allowed are " + String.join(", ", values)));
    }

    static JsonNode json(String option, String text) {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw CliException.usage(option + " is no JSON: " + e.getMessage());
        }
    }

    /** The two sides of {@code key=value}. */
    static String[] pair(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw CliException.usage(option + " \"" + masked(text) + "\" is not of the form KEY=value");
        }
        return new String[] {text.substring(0, equals), text.substring(equals + 1)};
    }

    /** What lacks its key may be a secret. */
    private static String masked(String text) {
        return text.length() <= 3 ? text : text.substring(0, 3) + "...";
    }

    /** An object as JSON, {@code KEY=value}, {@code role:view,resource:servers} or {@code view:servers}. */
    static JsonNode object(String option, Member member, String text) {
        if (text.startsWith("{")) {
            return json(option, text);
        }
        if (member.member("name").isPresent() && member.member("value").isPresent()) {
            return variable(option, text);
        }
        List<String> parts = List.of(text.split(",", -1));
        boolean named = parts.stream()
                .allMatch(part -> part.indexOf(':') > 0
                        && member.member(part.substring(0, part.indexOf(':'))).isPresent());
        return named ? named(option, member, parts) : positional(option, member, text);
    }

    /** {@code KEY=value}, or {@code KEY=secretRef:secret/key}. */
    static ObjectNode variable(String option, String text) {
        String[] pair = pair(option, text);
        ObjectNode variable = Json.object().put("name", pair[0]);
        if (pair[1].startsWith(SECRET)) {
            variable.putObject("valueFrom").set("secretRef", secret(option, pair[1].substring(SECRET.length())));
        } else {
            variable.put("value", pair[1]);
        }
        return variable;
    }

    static ObjectNode secret(String option, String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw CliException.usage(option + ": \"" + text + "\" is not of the form <secret>/<key>");
        }
        return Json.object().put("name", text.substring(0, slash)).put("key", text.substring(slash + 1));
    }

    private static ObjectNode named(String option, Member member, List<String> parts) {
        ObjectNode object = Json.object();
        for (String part : parts) {
            String name = part.substring(0, part.indexOf(':'));
            Member inner = member.member(name).orElseThrow();
            object.set(name, scalar(option, inner.type(), inner, part.substring(part.indexOf(':') + 1)));
        }
        return object;
    }

    /** Values in the order of the members; the last one may hold colons. */
    private static ObjectNode positional(String option, Member member, String text) {
        List<Member> inner = member.members().stream()
                .filter(part -> part.isScalar() && !part.computed())
                .toList();
        long required = inner.stream().filter(Member::required).count();
        List<String> values = new ArrayList<>(List.of(text.split(":", inner.size())));
        if (values.size() < Math.max(1, required) || values.stream().anyMatch(String::isEmpty)) {
            throw CliException.usage(option + ": \"" + text + "\" is not of the form "
                    + String.join(":", inner.stream().map(Member::name).toList())
                    + " or " + inner.getFirst().name().toLowerCase(Locale.ROOT) + ":value,...");
        }
        ObjectNode object = Json.object();
        for (int i = 0; i < values.size(); i++) {
            object.set(inner.get(i).name(), scalar(option, inner.get(i).type(), inner.get(i), values.get(i)));
        }
        return object;
    }
}
