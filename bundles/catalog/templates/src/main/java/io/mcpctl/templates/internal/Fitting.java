package io.mcpctl.templates.internal;

import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.HeaderEntry;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import io.mcpctl.templates.internal.TemplateSpec.Header;
import io.mcpctl.templates.internal.TemplateSpec.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template with values in the place of its variables: the server that it describes. One use each. */
final class Fitting {
    private static final int START_SECONDS = 180;

    private final TemplateSpec template;
    private final Map<String, EnvEntry> given = new LinkedHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final List<Violation> violations = new ArrayList<>();

    private Fitting(TemplateSpec template, List<EnvEntry> values) {
        this.template = template;
        values.forEach(entry -> given.put(entry.name(), entry));
        template.env().forEach(variable -> variables.put(variable.name(), variable));
    }

    /**
     * @param values of variables; entries with other names become environment variables as they are
     * @throws io.mcpctl.problem.api.ProblemException INVALID, with one violation for each variable that lacks a value
     */
    static ServerSpec fit(TemplateSpec template, List<EnvEntry> values) {
        return new Fitting(template, values).server();
    }

    private ServerSpec server() {
        variables.values().forEach(this::check);
        Refusal.throwIfAny(violations);
        ServerSpec server = new ServerSpec(
                template.description(),
                template.transport(),
                template.packageName(),
                template.runtime(),
                template.dockerImage(),
                texts("command", template.command()),
                texts("args", template.args()),
                template.containerPort(),
                template.externalUrl().flatMap(url -> text("externalUrl", url)),
                template.repositoryUrl(),
                template.replicas(),
                env(),
                template.healthCheck(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                START_SECONDS,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                template.headers().stream()
                        .flatMap(header -> header(header).stream())
                        .toList(),
                Optional.empty());
        Refusal.throwIfAny(violations);
        return server;
    }

    private void check(Variable variable) {
        Optional<EnvEntry> value = Optional.ofNullable(given.get(variable.name()));
        if (value.isEmpty() || value.flatMap(EnvEntry::value).equals(Optional.of(""))) {
            if (variable.required() && variable.defaultValue().isEmpty()) {
                violations.add(new Violation(
                        variable.name(),
                        variable.description().isEmpty() ? "is required" : "is required: " + variable.description()));
            }
        } else if (variable.isSecret() && value.get().value().isPresent()) {
            violations.add(new Violation(
                    variable.name(), "is secret; keep the value in a secret and refer to it with valueFrom"));
        }
    }

    /** The literal value of a variable in a text of the template. */
    private Optional<String> literal(String path, String name) {
        EnvEntry entry = given.get(name);
        if (entry != null && entry.valueFrom().isPresent()) {
            violations.add(new Violation(name, "is used in " + path + ", where no value of a secret can be"));
            return Optional.empty();
        }
        return Optional.ofNullable(entry)
                .flatMap(EnvEntry::value)
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(variables.get(name)).flatMap(Variable::defaultValue));
    }

    private Optional<String> text(String path, String text) {
        return Placeholders.fill(text, name -> literal(path, name));
    }

    private List<String> texts(String path, List<String> texts) {
        return texts.stream().flatMap(text -> text(path, text).stream()).toList();
    }

    private List<EnvEntry> env() {
        Set<String> inTexts = Placeholders.in(template);
        List<EnvEntry> env = new ArrayList<>();
        for (Variable variable : variables.values()) {
            if (inTexts.contains(variable.name()) && variable.passedAs().isEmpty()) {
                continue;
            }
            String name = variable.passedAs().orElse(variable.name());
            Optional<ValueFrom> from =
                    Optional.ofNullable(given.get(variable.name())).flatMap(EnvEntry::valueFrom);
            from.map(place -> new EnvEntry(name, Optional.empty(), Optional.of(place)))
                    .or(() -> literal("env", variable.name()).map(value -> new EnvEntry(name, value)))
                    .ifPresent(env::add);
        }
        given.values().stream()
                .filter(entry -> !variables.containsKey(entry.name()))
                .forEach(env::add);
        return List.copyOf(env);
    }

    /** Where the value of a variable comes from, when it is a secret. */
    private Optional<ValueFrom> secret(String name) {
        return Optional.ofNullable(given.get(name)).flatMap(EnvEntry::valueFrom);
    }

    /** A value from a secret stands at the end, with what comes before it as its prefix. */
    private Optional<HeaderEntry> header(Header header) {
        Optional<String> variable = Placeholders.in(header.value()).stream()
                .filter(name -> secret(name).isPresent())
                .findFirst();
        if (variable.isEmpty()) {
            return text("headers", header.value())
                    .map(value -> new HeaderEntry(header.name(), Optional.of(value), Optional.empty()));
        }
        String place = "${" + variable.get() + "}";
        if (!header.value().endsWith(place)) {
            violations.add(new Violation(
                    variable.get(), "comes from a secret and must be at the end of the header " + header.name()));
            return Optional.empty();
        }
        String before = header.value().substring(0, header.value().length() - place.length());
        ValueFrom from = secret(variable.get()).orElseThrow();
        return text("headers", before)
                .map(prefix ->
                        new ValueFrom(from.secretRef(), prefix.isEmpty() ? Optional.empty() : Optional.of(prefix)))
                .map(value -> new HeaderEntry(header.name(), Optional.empty(), Optional.of(value)));
    }
}
