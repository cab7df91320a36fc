package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryOffer.Argument;
import io.mcpctl.registry.api.RegistryOffer.Setting;
import io.mcpctl.registry.api.RegistryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code server.json} says about variables, headers and arguments: fixed ones and those that ask. */
final class ServerJsonInputs {
    private ServerJsonInputs() {}

    /** Environment variables or headers. */
    static List<Setting> settings(JsonNode nodes) {
        List<Setting> settings = new ArrayList<>();
        for (JsonNode node : nodes) {
            settings.add(
                    setting(node.path("name").asText(""), node.path("value").asText(""), node));
        }
        return settings;
    }

    /** Only the end of a value can be a secret that a definition refers to; where it is in the middle, all of it is. */
    private static Setting setting(String name, String value, JsonNode node) {
        if (value.isEmpty()) {
            return new Setting(name, RegistryText.of(input(name, node)), "");
        }
        RegistryText written = template(value, node.path("variables"));
        boolean secret =
                node.path("isSecret").asBoolean() || written.inputs().stream().anyMatch(RegistryInput::secret);
        if (!secret && (written.inputs().isEmpty() || !Words.isSensitive(name))) {
            return new Setting(name, written, "");
        }
        boolean atEnd = written.inputs().size() == 1
                && value.endsWith("{" + written.inputs().getFirst().name() + "}");
        String prefix = atEnd ? value.substring(0, value.lastIndexOf('{')) : "";
        String own = node.path("description").asText("");
        String of = atEnd ? written.inputs().getFirst().description() : "as " + value;
        boolean required =
                node.path("isRequired").asBoolean() || written.inputs().stream().anyMatch(RegistryInput::required);
        RegistryInput whole =
                new RegistryInput(name, own.isEmpty() ? of : own, required, true, Optional.empty(), List.of());
        return new Setting(name, RegistryText.of(whole), prefix);
    }

    /** Empty when one of them has no name that needs one. */
    static Optional<List<Argument>> arguments(JsonNode nodes) {
        List<Argument> arguments = new ArrayList<>();
        for (JsonNode node : nodes) {
            String name = node.path("name").asText("");
            String value = node.path("value").asText("");
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
                            .anyMatch(RegistryInput::secret)) {
                return true;
            }
        }
        return false;
    }

    /** A named argument that takes no value is only its name. */
    private static Optional<RegistryText> value(String name, String value, JsonNode node) {
        if (!value.isEmpty()) {
            return Optional.of(template(value, node.path("variables")));
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
        return Optional.of(RegistryText.of(input(word.isEmpty() ? "argument" : word, node)));
    }

    /** Text with the variables that are described; other braces are text. */
    static RegistryText template(String text, JsonNode variables) {
        List<RegistryInput> inputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> variable : variables.properties()) {
            if (text.contains("{" + variable.getKey() + "}")) {
                inputs.add(input(variable.getKey(), variable.getValue()));
            }
        }
        return new RegistryText(text, inputs);
    }

    private static RegistryInput input(String name, JsonNode node) {
        List<String> choices = new ArrayList<>();
        node.path("choices").forEach(choice -> choices.add(choice.asText("")));
        return new RegistryInput(
                name,
                node.path("description").asText(""),
                node.path("isRequired").asBoolean(),
                node.path("isSecret").asBoolean() || Words.isSensitive(name),
                Json.found(node, "default"),
                choices);
    }
}
