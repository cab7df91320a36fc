package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.variables.Given;
import java.util.List;

/** Brings servers up to the present version of the template they were made from. */
final class UpgradeCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Bring servers up to the present version of the template they were made from",
                "server <name...>",
                2,
                Usage.ANY,
                List.of(
                        Usage.Option.flag("--dry-run", "only say what would be done"),
                        Usage.Option.flag(
                                "--theirs", "where server and template both changed, take the template's side"),
                        Usage.Option.flag("--ours", "where server and template both changed, keep the server's side"),
                        Usage.Option.value(
                                "--env",
                                "<NAME=value>",
                                "a variable that the template did not have before; what is missing is asked for"),
                        Usage.Option.value(
                                Given.FROM_SECRET,
                                "<secret | NAME=secret/key>",
                                "variables from a secret: one, or all that it has keys of the same name for")),
                List.of("mcpctl upgrade server memory --dry-run", "mcpctl upgrade server memory files --theirs"));
    }

    @Override
    public int run(Invocation invocation) {
        if (!List.of("server", "servers", "srv").contains(invocation.word(0))) {
            throw CliException.usage("\"" + invocation.word(0) + "\" is not \"server\"; only servers are upgraded");
        }
        if (invocation.arguments().has("--theirs") && invocation.arguments().has("--ours")) {
            throw CliException.usage("--theirs and --ours exclude each other");
        }
        ControlApi api = invocation.api();
        ObjectNode wish = TemplateUpgrade.wish(invocation);
        Given given = TemplateUpgrade.given(invocation);
        ArrayNode answers = Json.array();
        boolean conflicts = false;
        for (String name : invocation.words().subList(1, invocation.words().size())) {
            JsonNode answer = new TemplateUpgrade(invocation, api, name, given, wish).run();
            conflicts |= !answer.path("conflicts").isEmpty();
            if (invocation.reportFormat().isStructured()) {
                answers.add(answer);
            } else {
                show(invocation, answer);
            }
        }
        if (invocation.reportFormat().isStructured()) {
            invocation.print(answers.size() == 1 ? answers.get(0) : answers);
        } else if (conflicts) {
            invocation
                    .terminal()
                    .say("Conflicts were left alone: repeat with --theirs to take the template's side of them, or with"
                            + " --ours to keep the server's.");
        }
        return ExitCode.OK;
    }

    private static void show(Invocation invocation, JsonNode answer) {
        String from = answer.path("from").asText();
        String to = answer.path("to").asText();
        boolean same =
                answer.path("changed").isEmpty() && answer.path("conflicts").isEmpty() && from.equals(to);
        new Outcomes(invocation)
                .add(
                        "server",
                        answer.path("server").asText(),
                        same ? "unchanged" : "upgraded",
                        " (" + answer.path("template").asText() + " " + (from.equals(to) ? to : from + " -> " + to)
                                + ")");
        if (invocation.reportFormat() == Format.NAME) {
            return;
        }
        for (JsonNode change : answer.path("changed")) {
            line(invocation, change, ": " + text(change, "from") + " -> " + text(change, "to"));
        }
        for (JsonNode conflict : answer.path("conflicts")) {
            line(
                    invocation,
                    conflict,
                    ": conflict: was " + text(conflict, "before") + ", the server has " + text(conflict, "server")
                            + ", the template " + text(conflict, "template"));
        }
    }

    private static void line(Invocation invocation, JsonNode member, String text) {
        invocation.out().println(Plain.line("  " + member.path("member").asText() + text));
    }

    private static String text(JsonNode member, String side) {
        return member.has(side) ? "\"" + member.path(side).asText() + "\"" : "nothing";
    }
}
