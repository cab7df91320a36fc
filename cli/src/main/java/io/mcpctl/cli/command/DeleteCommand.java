package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.text.Plain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Deletes resources by name, or what files define. */
final class DeleteCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Delete resources by name, or what files define",
                "<kind> <name...>",
                0,
                Usage.ANY,
                List.of(
                        Usage.Option.value("-f", "--filename", "<file|dir|->", "delete what is defined there"),
                        Usage.Option.flag("--dry-run", "only say what would be deleted"),
                        Usage.Option.flag("--yes", "do not ask")),
                List.of("mcpctl delete server memory", "mcpctl delete -f examples/quickstart.yaml"));
    }

    private record Victim(Kind kind, String name) {
        String title() {
            return kind.name() + "/" + name;
        }
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        List<Victim> victims = victims(invocation, Kinds.ask(api));
        String question = "Delete "
                + String.join(", ", victims.stream().map(Victim::title).toList()) + "?";
        boolean dryRun = invocation.arguments().has("--dry-run");
        if (!dryRun
                && !invocation.arguments().has("--yes")
                && !invocation.terminal().confirms(question)) {
            throw CliException.failure("nothing was deleted");
        }
        CliException first = null;
        for (Victim victim : victims) {
            try {
                delete(invocation, api, victim, dryRun);
            } catch (CliException e) {
                if (first == null) {
                    first = e;
                } else {
                    invocation.terminal().say("Error: " + Plain.line(e.sentence()));
                }
            }
        }
        if (first != null) {
            throw first;
        }
        return ExitCode.OK;
    }

    private static void delete(Invocation invocation, ControlApi api, Victim victim, boolean dryRun) {
        if (dryRun) {
            api.get(victim.kind().path(victim.name()));
        } else {
            api.delete(victim.kind().path(victim.name()));
        }
        invocation.out().println(victim.title() + " deleted" + (dryRun ? " (dry run)" : ""));
        if (victim.kind().name().equals("instance")) {
            invocation.terminal().say("A replacement of " + victim.name() + " will be started.");
        }
    }

    /** In the order in which nothing is deleted that something else still needs. */
    private static List<Victim> victims(Invocation invocation, Kinds kinds) {
        List<Victim> victims = new ArrayList<>();
        List<String> files = invocation.arguments().values("--filename");
        if (!files.isEmpty()) {
            DocumentReader.read(files, invocation.terminal().in(), kinds)
                    .forEach(document -> victims.add(new Victim(kinds.named(document.kind()), document.name())));
            Collections.reverse(victims);
        }
        if (files.isEmpty() && invocation.words().size() < 2) {
            throw CliException.usage("what is to be deleted? give <kind> <name...>, or -f <file>");
        }
        if (!invocation.words().isEmpty()) {
            Kind kind = kinds.named(invocation.word(0));
            invocation.words().stream().skip(1).forEach(name -> victims.add(new Victim(kind, name)));
        }
        return victims;
    }
}
