package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.variables.Answers;
import io.mcpctl.cli.variables.Given;
import io.mcpctl.cli.variables.Questionnaire;
import io.mcpctl.cli.variables.Variable;
import java.util.List;
import java.util.Optional;

/** A server that is made from a blueprint, or with values of secrets that exist; what the line says lies over it. */
final class NewServer {
    static final String KIND = "server";
    static final String FROM_TEMPLATE = "--from-template";
    static final List<Usage.Option> OPTIONS = List.of(
            Usage.Option.value(
                    FROM_TEMPLATE,
                    "<template | template:version>",
                    "make it from a template; what else the line says lies over it, and missing variables are asked for"),
            Usage.Option.value(
                    Given.FROM_SECRET,
                    "<secret | NAME=secret/key>",
                    "variables from a secret: one, or all that it has keys of the same name for"));

    private final Invocation invocation;
    private final ControlApi api;
    private final Kind kind;

    NewServer(Invocation invocation, ControlApi api, Kind kind) {
        this.invocation = invocation;
        this.api = api;
        this.kind = kind;
    }

    static boolean isMeant(Invocation invocation, Kind kind) {
        return kind.name().equals(KIND)
                && (invocation.arguments().has(FROM_TEMPLATE)
                        || invocation.arguments().has(RegistryBlueprint.OPTION)
                        || invocation.arguments().has(Given.FROM_SECRET));
    }

    /** @param line name of the server and what the line says of it */
    int create(ObjectNode line) {
        Given given = Given.of(line.path("env"), invocation.arguments().values(Given.FROM_SECRET));
        Optional<Blueprint> blueprint = blueprint();
        List<Variable> variables = blueprint.map(Blueprint::variables).orElse(List.of());
        Answers answers = questionnaire(blueprint).answer(variables, given);
        String secret = Answers.secretOf(line.path("name").asText());
        ArrayNode env = answers.env(secret);
        line.remove("env");
        ObjectNode server =
                Json.object().put("kind", KIND).put("name", line.path("name").asText());
        server.setAll(blueprint.map(from -> from.server(env)).orElseGet(() -> Json.object()
                .set("env", env)));
        server.setAll(line);
        blueprint.ifPresent(from -> from.confirm(server));
        new ServerWithSecret(invocation, api, kind).create(server, answers.secret(secret));
        return ExitCode.OK;
    }

    private Optional<Blueprint> blueprint() {
        Optional<String> template = invocation.arguments().value(FROM_TEMPLATE);
        Optional<String> entry = invocation.arguments().value(RegistryBlueprint.OPTION);
        if (template.isPresent() && entry.isPresent()) {
            throw CliException.usage(FROM_TEMPLATE + " and " + RegistryBlueprint.OPTION + " exclude each other");
        }
        Optional<Blueprint> made = template.map(word -> TemplateBlueprint.find(api, word));
        return made.or(() -> entry.map(word -> RegistryBlueprint.find(invocation, api, word)));
    }

    private Questionnaire questionnaire(Optional<Blueprint> blueprint) {
        String introduction = blueprint.map(Blueprint::introduction).orElse("");
        return new Questionnaire(
                Questionnaire.at(invocation.terminal())
                        .map(person -> Introduced.to(person, () -> {
                            if (!introduction.isEmpty()) {
                                invocation.terminal().say(introduction);
                            }
                        })),
                new SecretKeys(api)::of);
    }
}
