package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.servers.internal.Definition.Value;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Variables and headers of one instance with the values of secrets in place.
 *
 * @param versions what identifies the content of the secrets that was used, by name
 */
record Resolved(Map<String, String> env, Map<String, String> headers, Map<String, String> versions, Mask mask) {
    static final Resolved NONE = new Resolved(Map.of(), Map.of(), Map.of(), Mask.NONE);

    /** @throws ProblemException naming secret and key, never a value */
    static Resolved of(Definition definition, SecretResolver secrets) {
        Resolution resolution =
                definition.references().isEmpty() ? Resolution.NONE : secrets.resolve(definition.references());
        return new Resolved(
                each(definition.env(), (name, value) -> variable(name, value, plain(value, resolution))),
                each(definition.headers(), (name, value) -> header(name, value, plain(value, resolution))),
                resolution.versions(),
                new Mask(Set.copyOf(resolution.values().values())));
    }

    /** Whether a secret has changed since; one that is gone would not be there for a new instance either. */
    boolean olderThan(Map<String, String> present) {
        return versions.entrySet().stream()
                .anyMatch(used ->
                        present.containsKey(used.getKey()) && !used.getValue().equals(present.get(used.getKey())));
    }

    private static Map<String, String> each(Map<String, Value> values, BiFunction<String, Value, String> resolve) {
        return values.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> resolve.apply(entry.getKey(), entry.getValue())));
    }

    private static String plain(Value value, Resolution resolution) {
        return value.secret()
                .map(secret -> value.prefix() + resolution.value(secret))
                .orElse(value.literal());
    }

    private static String variable(String name, Value value, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ProblemException(
                    ProblemKind.UNPROCESSABLE,
                    "env " + name + ": " + value + " holds a NUL character, which no variable can carry");
        }
        return text;
    }

    private static String header(String name, Value value, String text) {
        if (!Headers.isValue(text)) {
            throw new ProblemException(
                    ProblemKind.UNPROCESSABLE,
                    "header " + name + ": " + value
                            + " holds a line break or another character that a header cannot carry");
        }
        return text;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "Resolved[env=" + env.keySet() + ", headers=" + headers.keySet() + "]";
    }
}
