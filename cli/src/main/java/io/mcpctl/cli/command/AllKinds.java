package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code get all}: tables of every kind, or all definitions in the order in which they can be applied. */
final class AllKinds {
    /** What a project is made of besides the kinds that belong to one by a member of their own. */
    private static final Set<String> OF_PROJECT = Set.of("server", "instance", "project");

    private final Invocation invocation;
    private final ControlApi api;

    private AllKinds(Invocation invocation, ControlApi api) {
        this.invocation = invocation;
        this.api = api;
    }

    static int show(Invocation invocation, ControlApi api) {
        AllKinds all = new AllKinds(invocation, api);
        List<Kind> kinds = Kinds.ask(api).all().stream().filter(all::concerned).toList();
        if (invocation.format().isTable()) {
            all.tables(kinds);
        } else {
            all.documents(kinds);
        }
        return ExitCode.OK;
    }

    /** With a project: what belongs to it. */
    private boolean concerned(Kind kind) {
        boolean server = invocation.arguments().value("--server").isEmpty()
                || kind.name().equals("instance")
                || kind.member("server").isPresent();
        return server && inProject(kind);
    }

    private boolean inProject(Kind kind) {
        return invocation.project().isEmpty() || OF_PROJECT.contains(kind.name()) || kind.inProject();
    }

    private void documents(List<Kind> kinds) {
        Format format = invocation.format();
        List<JsonNode> all = new ArrayList<>();
        for (Kind kind : kinds) {
            if (kind.readOnly() && (format == Format.JSON || format == Format.YAML)) {
                continue;
            }
            List<JsonNode> documents = visible(
                            kind, selection -> selection.documents(names(kind), Documents.view(kind, format)))
                    .orElse(List.of());
            if (format == Format.NAME) {
                Documents.print(invocation, kind, documents, false);
            }
            all.addAll(documents);
        }
        if (format != Format.NAME && !kinds.isEmpty()) {
            Documents.print(invocation, kinds.getFirst(), all, false);
        }
    }

    private void tables(List<Kind> kinds) {
        String view = invocation.format().name().toLowerCase(Locale.ROOT);
        boolean first = true;
        for (Kind kind : kinds) {
            Optional<ResourceTable> table = visible(kind, selection -> selection.table(names(kind), view))
                    .filter(found -> !found.rows().isEmpty());
            if (table.isPresent()) {
                invocation.out().print(first ? "" : "\n");
                first = false;
                invocation.out().println(kind.plural().toUpperCase(Locale.ROOT));
                table.get().toTable().print(invocation.out());
            }
        }
        if (first) {
            invocation.terminal().say("Nothing is defined; `mcpctl quickstart` sets up an example.");
        }
    }

    /** Kinds that the caller may not see are left out, but not silently. */
    private <T> Optional<T> visible(Kind kind, Function<Selection, T> read) {
        try {
            return Optional.of(read.apply(new Selection(invocation, api, kind)));
        } catch (CliException e) {
            if (e.exitCode() != ExitCode.DENIED || unauthenticated(e)) {
                throw e;
            }
            invocation.terminal().say("Left out, because you may not see them: " + kind.plural());
            return Optional.empty();
        }
    }

    private static boolean unauthenticated(CliException e) {
        return e.problem().map(problem -> problem.path("status").asInt() == 401).orElse(false);
    }

    /** With a project, of the projects only that one. */
    private List<String> names(Kind kind) {
        return kind.name().equals("project") ? invocation.project().stream().toList() : List.of();
    }
}
