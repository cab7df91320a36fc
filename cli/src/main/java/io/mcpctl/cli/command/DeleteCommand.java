package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.text.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes resources by name, or what files define. */
final class DeleteCommand implements Command {
    private static final Set<String> PRECIOUS = Set.of("server", "project", "secret", "user");

    @Override
    public Usage usage() {
        return new Usage(
                "Delete resources by name, or what files define",
                "<kind> <name or pattern...>",
                0,
                Usage.ANY,
                List.of(
                        Usage.Option.value("-f", "--filename", "<file|dir|->", "delete what is defined there"),
                        Usage.Option.flag("--force", "also what others still refer to, where the kind allows it"),
                        Usage.Option.flag("--ignore-not-found", "what is not there is deleted already"),
                        Usage.Option.flag("--dry-run", "only say what would be deleted"),
                        Usage.Option.flag("--yes", "do not ask; needed for patterns")),
                List.of(
                        "mcpctl delete server memory files",
                        "mcpctl delete prompt style -p demo",
                        "mcpctl delete servers 'test-*' --yes",
                        "mcpctl delete -f examples/quickstart.yaml"));
    }

    /** @param path of the resource with its query */
    private record Victim(Kind kind, String name, String path) {
        String title() {
            return kind.name() + "/" + name;
        }
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        List<Victim> victims = victims(invocation, api, Kinds.ask(api));
        boolean dryRun = invocation.arguments().has("--dry-run");
        if (!dryRun && !invocation.arguments().has("--yes")) {
            confirm(invocation, victims);
        }
        Outcomes outcomes = new Outcomes(invocation);
        CliException first = null;
        for (Victim victim : victims) {
            try {
                delete(invocation, api, victim, dryRun, outcomes);
            } catch (CliException e) {
                if (first == null) {
                    first = e;
                } else {
                    invocation.terminal().say("Error: " + Plain.line(e.sentence()));
                }
            }
        }
        if (first == null || victims.size() > 1) {
            outcomes.end();
        }
        if (first != null) {
            throw first;
        }
        return ExitCode.OK;
    }

    private static void confirm(Invocation invocation, List<Victim> victims) {
        List<String> precious = victims.stream()
                .filter(victim -> PRECIOUS.contains(victim.kind().name()))
                .map(Victim::title)
                .toList();
        if (!precious.isEmpty()
                && !invocation.terminal().confirms(Plain.line("Delete " + String.join(", ", precious) + "?"))) {
            throw CliException.failure("nothing was deleted");
        }
    }

    private static void delete(
            Invocation invocation, ControlApi api, Victim victim, boolean dryRun, Outcomes outcomes) {
        JsonNode kept;
        try {
            kept = dryRun ? api.get(victim.path()) : api.delete(victim.path());
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.NOT_FOUND && invocation.arguments().has("--ignore-not-found")) {
                return;
            }
            throw e;
        }
        boolean reset = !dryRun && kept.isObject();
        outcomes.add(victim.kind().name(), victim.name(), reset ? "reset" : "deleted");
        if (reset) {
            invocation.terminal().say(victim.name() + " is the system's own: it has its shipped content again.");
        } else if (victim.kind().name().equals("instance") && !dryRun) {
            invocation.terminal().say("A replacement of " + victim.name() + " will be started.");
        }
    }

    /** In the order in which nothing is deleted that something else still needs. */
    private static List<Victim> victims(Invocation invocation, ControlApi api, Kinds kinds) {
        List<String> files = invocation.arguments().values("--filename");
        if (files.isEmpty() && invocation.words().size() < 2) {
            throw CliException.usage("what is to be deleted? give <kind> <name...>, or -f <file>");
        }
        List<Victim> victims = new ArrayList<>();
        if (!files.isEmpty()) {
            for (Document document : DocumentReader.named(
                            files, invocation.terminal().in(), kinds)
                    .reversed()) {
                Kind kind = kinds.named(document.kind());
                victims.add(new Victim(
                        kind, document.name(), path(invocation, kind, kind.locatedName(document.content()))));
            }
        }
        if (!invocation.words().isEmpty()) {
            Kind kind = kinds.named(invocation.word(0));
            for (String name : invocation.words().subList(1, invocation.words().size())) {
                named(invocation, api, kind, name, victims);
            }
        }
        return victims;
    }

    private static void named(Invocation invocation, ControlApi api, Kind kind, String name, List<Victim> victims) {
        if (!Glob.isPattern(name)) {
            victims.add(new Victim(kind, name, path(invocation, kind, name)));
            return;
        }
        if (!invocation.arguments().has("--yes") && !invocation.arguments().has("--dry-run")) {
            throw CliException.usage("\"" + name + "\" is a pattern; see what it means with --dry-run, then add --yes");
        }
        List<JsonNode> matches = new Selection(invocation, api, kind).documents(List.of(name), "");
        if (matches.isEmpty()) {
            throw GetCommand.nothing(name);
        }
        matches.forEach(match ->
                victims.add(new Victim(kind, kind.nameOf(match), path(invocation, kind, kind.locatedName(match)))));
    }

    private static String path(Invocation invocation, Kind kind, String name) {
        return kind.path(name, invocation.project(), invocation.arguments().has("--force") ? "?force=true" : "");
    }
}
