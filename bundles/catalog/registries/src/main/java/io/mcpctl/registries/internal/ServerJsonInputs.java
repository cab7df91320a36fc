package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registries.internal.Offer.Argument;
import io.mcpctl.registries.internal.Offer.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What {@code server.json} says about variables, headers and arguments: fixed ones and those that ask. */
final class ServerJsonInputs {
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,199}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");
    private static final int MOST = 100;
    private static final int LONGEST = 4000;

    private ServerJsonInputs() {}

    /** Environment variables or headers; those with an impossible name are left out. */
    static List<Setting> settings(JsonNode nodes, boolean headers) {
        List<Setting> settings = new ArrayList<>();
        for (JsonNode node : nodes) {
            String name = node.path("name").asText("");
            String value = node.path("value").asText("");
            boolean good = (headers ? HEADER : VARIABLE).matcher(name).matches()
                    && value.length() <= LONGEST
                    && Untrusted.isHarmless(value);
            if (good && settings.size() < MOST) {
                settings.add(setting(name, value, node));
            }
        }
        return settings;
    }

    /** Only the end of a value can be a secret that a definition refers to; where it is in the middle, all of it is. */
    private static Setting setting(String name, String value, JsonNode node) {
        if (value.isEmpty()) {
            return new Setting(name, Template.of(input(name, node)), "");
        }
        Template written = template(value, node.path("variables"));
        boolean secret =
                node.path("isSecret").asBoolean() || written.inputs().stream().anyMatch(Input::secret);
        if (!secret && (written.isFixed() || !Input.isSensitive(name))) {
            return new Setting(name, written, "");
        }
        boolean atEnd = written.inputs().size() == 1
                && value.endsWith("{" + written.inputs().getFirst().name() + "}");
        String prefix = atEnd ? value.substring(0, value.lastIndexOf('{')) : "";
        String own = Untrusted.line(node, "description", 500);
        String of = atEnd ? written.inputs().getFirst().description() : "as " + Untrusted.line(value, 300);
        boolean required =
                node.path("isRequired").asBoolean() || written.inputs().stream().anyMatch(Input::required);
        Input whole = new Input(name, own.isEmpty() ? of : own, required, true, Optional.empty(), List.of());
        return new Setting(name, Template.of(whole), prefix);
    }

    /** Empty when one of them holds characters that no argument has. */
    static Optional<List<Argument>> arguments(JsonNode nodes) {
        List<Argument> arguments = new ArrayList<>();
        for (JsonNode node : nodes) {
            String name = node.path("name").asText("");
            String value = node.path("value").asText("");
            boolean harmless = Untrusted.isHarmless(name)
                    && Untrusted.isHarmless(value)
                    && Untrusted.isHarmless(node.path("default").asText(""));
            if (!harmless || value.length() > LONGEST || arguments.size() == MOST) {
                return Optional.empty();
            }
            boolean named = node.path("type").asText("").equals("named");
            if (named && name.isEmpty()) {
                return Optional.empty();
            }
            arguments.add(new Argument(named ? Optional.of(name) : Optional.empty(), value(name, value, node)));
        }
        return Optional.of(arguments);
    }

    static boolean takesSecret(JsonNode arguments) {
        for (JsonNode node : arguments) {
            if (node.path("isSecret").asBoolean()
                    || template(node.path("value").asText(""), node.path("variables")).inputs().stream()
                            .anyMatch(Input::secret)) {
                return true;
            }
        }
        return false;
    }

    /** A named argument that takes no value is only its name. */
    private static Optional<Template> value(String name, String value, JsonNode node) {
        if (!value.isEmpty()) {
            return Optional.of(template(value, node.path("variables")).readable());
        }
        boolean named = node.path("type").asText("").equals("named");
        boolean asks = node.has("default")
                || node.has("valueHint")
                || node.has("format")
                || node.has("choices")
                || node.has("isRequired")
                || node.has("placeholder")
                || !named;
        if (!asks) {
            return Optional.empty();
        }
        String hint = Untrusted.line(node, "valueHint", 100);
        String word = hint.isEmpty() ? name.replaceFirst("^-+", "") : hint;
        return Optional.of(
                Template.of(input(word.isEmpty() ? "argument" : word, node).readable()));
    }

    /** Text with the variables that are described; other braces are text. */
    static Template template(String text, JsonNode variables) {
        List<Input> inputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            if (text.contains("{" + variable.getKey() + "}") && inputs.size() < MOST) {
                inputs.add(input(variable.getKey(), variable.getValue()));
            }
        }
        return new Template(text, inputs);
    }

    private static Input input(String name, JsonNode node) {
        List<String> choices = new ArrayList<>();
        node.path("choices").forEach(choice -> {
            if (choices.size() < MOST) {
                choices.add(Untrusted.line(choice.asText(""), 200));
            }
        });
        return new Input(
                Untrusted.line(name, 200),
                Untrusted.line(node, "description", 500),
                node.path("isRequired").asBoolean(),
                node.path("isSecret").asBoolean() || Input.isSensitive(name),
                Untrusted.found(node, "default", LONGEST),
                choices);
    }
}
