package io.mcpctl.cli.variables;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the line says about variables.
 *
 * @param values from {@code --env NAME=value}
 * @param references from {@code --env NAME=secretRef:secret/key} and {@code --env-from-secret NAME=secret/key}
 * @param secrets from {@code --env-from-secret secret}: each variable that has a key of its name there
 */
public record Given(Map<String, String> values, Map<String, SecretKey> references, List<String> secrets) {
    /** The option besides {@code --env}. */
    public static final String FROM_SECRET = "--env-from-secret";

    public Given {
        values = Map.copyOf(values);
        references = Map.copyOf(references);
        secrets = List.copyOf(secrets);
    }

    /**
     * @param env entries {@code {name, value}} or {@code {name, valueFrom: {secretRef: {name, key}}}}, as {@code --env} makes
     *     them
     * @param fromSecret values of {@code --env-from-secret}
     */
    public static Given of(JsonNode env, List<String> fromSecret) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, SecretKey> references = new LinkedHashMap<>();
        List<String> secrets = new ArrayList<>();
        for (JsonNode entry : env) {
            String name = entry.path("name").asText();
            if (entry.has("valueFrom")) {
                references.put(name, SecretKey.of(entry.path("valueFrom").path("secretRef")));
            } else {
                values.put(name, entry.path("value").asText());
            }
        }
        for (String text : fromSecret) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                secrets.add(text);
            } else {
                references.put(text.substring(0, equals), reference(text, text.substring(equals + 1)));
            }
        }
        return new Given(values, references, secrets);
    }

    private static SecretKey reference(String whole, String place) {
        int slash = place.indexOf('/');
        if (slash < 1 || slash == place.length() - 1 || whole.startsWith("=")) {
            throw CliException.usage(FROM_SECRET + ": \"" + whole
                    + "\" is neither of the form NAME=<secret>/<key> nor the name of a secret");
        }
        return new SecretKey(place.substring(0, slash), place.substring(slash + 1));
    }

    /** The same, as if secret values that are needed and missing were in a secret, under keys of their names. */
    public Given supposing(List<Variable> variables, String secret) {
        Map<String, SecretKey> all = new LinkedHashMap<>(references);
        variables.stream()
                .filter(variable -> variable.secret() && variable.needed() && !names(variable.name()))
                .forEach(variable -> all.put(variable.name(), new SecretKey(secret, variable.name())));
        return new Given(values, all, secrets);
    }

    boolean names(String variable) {
        return values.containsKey(variable) || references.containsKey(variable);
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Given[" + values.keySet() + ", " + references + ", " + secrets + "]";
    }
}
