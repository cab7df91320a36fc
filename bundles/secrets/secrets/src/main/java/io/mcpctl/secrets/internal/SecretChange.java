package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a write wants of the values of a secret.
 *
 * @param wanted values by key; empty for those that keep what is stored
 */
record SecretChange(Map<String, Optional<String>> wanted) {
    static final int MAX_VALUE = 64 * 1024;
    static final int MAX_TOTAL = 1024 * 1024;

    /**
     * Replaces what is stored, unless the write says {@code merge} or drops keys: then what it does not name stays.
     *
     * @param stored keys that are stored
     * @throws ProblemException INVALID
     */
    static SecretChange of(SecretSpec spec, Set<String> stored) {
        List<Violation> violations = new ArrayList<>();
        boolean partial =
                spec.merge().orElse(false) || spec.data().values().stream().anyMatch(Optional::isEmpty);
        Map<String, Optional<String>> wanted = new TreeMap<>();
        if (partial) {
            stored.forEach(key -> wanted.put(key, Optional.empty()));
        }
        new TreeMap<>(spec.data()).forEach((key, value) -> {
            check(key, value, stored, violations);
            if (value.isEmpty()) {
                wanted.remove(key);
            } else {
                wanted.put(key, value.filter(text -> !text.equals(SecretSpec.MASK)));
            }
        });
        if (!violations.isEmpty()) {
            throw invalid(violations);
        }
        return new SecretChange(wanted);
    }

    private static void check(String key, Optional<String> value, Set<String> stored, List<Violation> violations) {
        String path = "data." + (key.length() <= 80 ? key : key.substring(0, 80) + "...");
        if (!key.matches(SecretSpec.KEY)) {
            violations.add(new Violation(path, "is not allowed as a key; expected " + SecretSpec.KEY_MEANING));
        } else if (value.equals(Optional.of(SecretSpec.MASK)) && !stored.contains(key)) {
            violations.add(new Violation(path, "no stored value for key '" + key + "'"));
        } else if (value.map(SecretChange::bytes).orElse(0) > MAX_VALUE) {
            violations.add(new Violation(path, "is larger than 64 KiB"));
        }
    }

    /** Whether nothing changes, as far as that is seen without reading values. */
    boolean keeps(Set<String> stored) {
        return wanted.keySet().equals(stored) && wanted.values().stream().allMatch(Optional::isEmpty);
    }

    /** The new values. */
    Map<String, String> over(Map<String, String> stored) {
        Map<String, String> values = new TreeMap<>();
        wanted.forEach((key, value) ->
                value.or(() -> Optional.ofNullable(stored.get(key))).ifPresent(text -> values.put(key, text)));
        long total = values.entrySet().stream()
                .mapToLong(e -> bytes(e.getKey()) + bytes(e.getValue()))
                .sum();
        if (total > MAX_TOTAL) {
            throw invalid(List.of(new Violation("data", "is larger than 1 MiB in all")));
        }
        return values;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static ProblemException invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        return new ProblemException(
                new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), violations), null);
    }

    /** Keys only. */
    @Override
    public String toString() {
        return "SecretChange" + wanted.keySet();
    }
}
