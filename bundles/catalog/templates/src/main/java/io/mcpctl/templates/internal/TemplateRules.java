package io.mcpctl.templates.internal;

import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import io.mcpctl.templates.internal.TemplateSpec.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a template must be like: its variables fit its texts, and a server of it would be accepted. */
final class TemplateRules {
    private static final String SAMPLE = "sample";
    private static final String SAMPLE_URL = "https://sample.example";

    private TemplateRules() {}

    /** @throws io.mcpctl.problem.api.ProblemException INVALID with all that is wrong */
    static TemplateSpec complete(
            String name, TemplateSpec spec, KindProvider<ServerSpec> servers, Transaction transaction) {
        List<Violation> violations = new ArrayList<>();
        variables(spec, violations);
        texts("command", spec.command(), spec, violations);
        texts("args", spec.args(), spec, violations);
        spec.externalUrl().ifPresent(url -> texts("externalUrl", List.of(url), spec, violations));
        headers(spec, violations);
        Refusal.throwIfAny(violations);
        ServerSpec server = servers.check(Fitting.fit(spec, samples(spec)), Optional.empty(), transaction);
        return new TemplateSpec(
                Optional.of(spec.displayName().orElse(name)),
                spec.version(),
                spec.description(),
                spec.category(),
                spec.documentationUrl(),
                spec.setupInstructions(),
                server.transport(),
                spec.packageName(),
                server.runtime(),
                spec.dockerImage(),
                spec.command(),
                spec.args(),
                server.containerPort(),
                spec.externalUrl(),
                spec.repositoryUrl(),
                spec.replicas(),
                spec.healthCheck(),
                spec.headers(),
                spec.env().stream().map(Variable::completed).toList());
    }

    private static void variables(TemplateSpec spec, List<Violation> violations) {
        Set<String> names = new HashSet<>();
        Set<String> targets = new HashSet<>();
        for (int i = 0; i < spec.env().size(); i++) {
            Variable variable = spec.env().get(i);
            String path = "env[" + i + "]";
            if (!names.add(variable.name())) {
                violations.add(new Violation(path + ".name", "\"" + variable.name() + "\" is given twice"));
            } else if (!targets.add(variable.passedAs().orElse(variable.name()))) {
                violations.add(new Violation(
                        path + ".passedAs",
                        "\"" + variable.passedAs().orElse(variable.name()) + "\" gets the value of another variable"));
            }
            if (variable.isSecret() && variable.defaultValue().isPresent()) {
                violations.add(new Violation(
                        path + ".defaultValue", "a secret has no default: whoever sees the template would see it"));
            }
        }
    }

    private static void texts(String path, List<String> texts, TemplateSpec spec, List<Violation> violations) {
        for (String text : texts) {
            for (String name : Placeholders.in(text)) {
                Optional<Variable> variable = variable(spec, name);
                if (variable.isEmpty()) {
                    violations.add(new Violation(path, "${" + name + "} is no variable in env"));
                } else if (variable.get().isSecret()) {
                    violations.add(new Violation(
                            path, "${" + name + "} is secret, and " + path + " is seen by everybody on the machine"));
                }
            }
        }
    }

    private static void headers(TemplateSpec spec, List<Violation> violations) {
        for (int i = 0; i < spec.headers().size(); i++) {
            String value = spec.headers().get(i).value();
            String path = "headers[" + i + "].value";
            for (String name : Placeholders.in(value)) {
                Optional<Variable> variable = variable(spec, name);
                if (variable.isEmpty()) {
                    violations.add(new Violation(path, "${" + name + "} is no variable in env"));
                } else if (variable.get().isSecret()
                        && value.indexOf("${" + name + "}") != value.length() - name.length() - 3) {
                    violations.add(new Violation(path, "${" + name + "} is secret and may be at the end only"));
                }
            }
        }
    }

    private static Optional<Variable> variable(TemplateSpec spec, String name) {
        return spec.env().stream()
                .filter(variable -> variable.name().equals(name))
                .findFirst();
    }

    /** A value for each variable that needs one. */
    private static List<EnvEntry> samples(TemplateSpec spec) {
        Set<String> wholeUrl = spec.externalUrl()
                .filter(url -> url.startsWith("${"))
                .map(Placeholders::in)
                .orElse(Set.of());
        return spec.env().stream()
                .filter(variable -> variable.defaultValue().isEmpty())
                .map(variable -> variable.isSecret()
                        ? new EnvEntry(
                                variable.name(),
                                Optional.empty(),
                                Optional.of(new ValueFrom(new SecretRef(SAMPLE, variable.name()))))
                        : new EnvEntry(variable.name(), wholeUrl.contains(variable.name()) ? SAMPLE_URL : SAMPLE))
                .toList();
    }
}
