package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Checks bindings and subjects as people write them, and brings them into the form that is stored. */
final class Bindings {
    private final Words words;
    private final List<Violation> violations = new ArrayList<>();

    Bindings(Words words) {
        this.words = words;
    }

    /** Each once, resource words in plural. */
    List<Binding> bindings(List<Binding> written, String member) {
        List<Binding> all = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            all.add(binding(written.get(i), member + "[" + i + "]"));
        }
        return all.stream().distinct().toList();
    }

    List<Subject> subjects(List<Subject> written, String member) {
        List<Subject> all = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            all.add(subject(written.get(i), member + "[" + i + "].name"));
        }
        return all.stream().distinct().toList();
    }

    /** @throws ProblemException INVALID with everything that was wrong */
    void finish() {
        if (!violations.isEmpty()) {
            String detail = violations.stream()
                    .limit(5)
                    .map(v -> v.path() + ": " + v.message())
                    .collect(Collectors.joining("; "));
            throw new ProblemException(new Problem(ProblemKind.INVALID, detail, violations), null);
        }
    }

    private Binding binding(Binding b, String path) {
        if (!Words.ROLES.contains(b.role())) {
            wrong(path + ".role", "unknown role '" + b.role() + "'; allowed are " + String.join(", ", Words.ROLES));
        }
        if (b.resource().isPresent() == b.action().isPresent()) {
            wrong(path, "needs either resource or action" + (b.action().isPresent() ? ", not both" : ""));
            return b;
        }
        return b.action().isPresent() ? operation(b, path) : onResource(b, path);
    }

    private Binding operation(Binding b, String path) {
        String operation = b.action().orElseThrow();
        if (!b.role().equals("run")) {
            wrong(path + ".role", "an action needs the role run, not '" + b.role() + "'");
        }
        if (b.name().isPresent()) {
            wrong(path + ".name", "an action has no name; remove it");
        }
        if (!Words.OPERATIONS.contains(operation)) {
            wrong(
                    path + ".action",
                    "unknown operation '" + operation + "'; allowed are " + String.join(", ", Words.OPERATIONS));
        }
        return Binding.operation(operation);
    }

    private Binding onResource(Binding b, String path) {
        String word = b.resource().orElseThrow();
        Optional<String> plural = words.resource(word);
        if (plural.isEmpty()) {
            wrong(path + ".resource", "unknown resource '" + word + "'; allowed are " + words.allowed());
        }
        if (word.equals(Words.ALL) && b.name().isPresent()) {
            wrong(path + ".name", "resource * covers every name; remove the name");
        }
        if (b.name().filter(String::isBlank).isPresent()) {
            wrong(path + ".name", "must not be blank");
        }
        return new Binding(b.role(), plural, b.name(), Optional.empty());
    }

    private Subject subject(Subject s, String path) {
        if (s.name().isBlank() || s.name().length() > 320) {
            wrong(path, "must have 1 to 320 characters");
        }
        return switch (s.kind()) {
            case User -> {
                if (!s.name().contains("@")) {
                    wrong(path, "'" + s.name() + "' is not allowed; users are named by e-mail address");
                }
                yield new Subject(s.kind(), s.name().toLowerCase(Locale.ROOT));
            }
            case McpToken -> {
                if (!s.name().matches("[0-9a-f]{64}")) {
                    wrong(path, "tokens are named by their SHA-256, 64 hexadecimal digits in lower case");
                }
                yield s;
            }
            case Group, ServiceAccount -> s;
        };
    }

    private void wrong(String path, String message) {
        violations.add(new Violation(path, message));
    }
}
