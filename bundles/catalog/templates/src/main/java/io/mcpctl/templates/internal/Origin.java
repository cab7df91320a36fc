package io.mcpctl.templates.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.RecordTrees;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.EnvEntry;
import io.mcpctl.servers.api.ServerSpec.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The template that a server was made from, as it was then. */
record Origin(Source source, TemplateSpec template) {

    /** What is kept in a server that is made from a template now. */
    static Source of(Resource<TemplateSpec> template, List<EnvEntry> variables, RecordTrees trees) {
        return new Source(
                Source.Kind.template,
                template.name(),
                template.spec().version(),
                trees.write(template.spec()),
                variables);
    }

    /** @throws ProblemException CONFLICT when the server was not made from a template */
    static Origin read(Resource<ServerSpec> server, RecordTrees trees) {
        Source source = server.spec()
                .source()
                .filter(from -> from.kind() == Source.Kind.template)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.CONFLICT,
                        "server '" + server.name()
                                + "' was not made from a template, so there is nothing to upgrade it to"));
        try {
            return new Origin(source, trees.read(TemplateSpec.class, source.snapshot(), false));
        } catch (ProblemException e) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "source.snapshot of server '" + server.name() + "' is no template: "
                            + e.problem().detail(),
                    e);
        }
    }

    /** The values of then and those given now; those of variables that a later template has no more are left out. */
    List<EnvEntry> variables(TemplateSpec next, List<EnvEntry> given) {
        Set<String> known = names(next);
        Set<String> gone =
                names(template).stream().filter(name -> !known.contains(name)).collect(Collectors.toUnmodifiableSet());
        Map<String, EnvEntry> all = new LinkedHashMap<>();
        source.variables().stream()
                .filter(entry -> !gone.contains(entry.name()))
                .forEach(entry -> all.put(entry.name(), entry));
        given.forEach(entry -> all.put(entry.name(), entry));
        return List.copyOf(all.values());
    }

    private static Set<String> names(TemplateSpec template) {
        return template.env().stream().map(TemplateSpec.Variable::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The same origin with more values. */
    Source with(List<EnvEntry> variables) {
        return new Source(source.kind(), source.name(), source.version(), source.snapshot(), variables);
    }
}
