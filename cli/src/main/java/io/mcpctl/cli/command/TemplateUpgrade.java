package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.flags.EnvFlags;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.variables.Answers;
import io.mcpctl.cli.variables.Given;
import io.mcpctl.cli.variables.Questionnaire;
import io.mcpctl.cli.variables.Variable;
import java.util.List;
import java.util.Optional;

/**
 * One server on its way to the present version of its template. What that newly needs is asked for; secret values go into the
 * server's own secret before the server refers to them.
 *
 * @param wish what the line says of all servers
 */
record TemplateUpgrade(Invocation invocation, ControlApi api, String server, Given given, ObjectNode wish) {
    private static final String DRY_RUN = "dryRun";

    /** What became of it, as the daemon tells. */
    JsonNode run() {
        Optional<JsonNode> source = api.find("/api/v1/servers/" + Target.segment(server))
                .map(found -> found.path("source"))
                .filter(from -> from.path("kind").asText().equals("template"));
        Optional<JsonNode> template = source.flatMap(from ->
                api.find("/api/v1/templates/" + Target.segment(from.path("name").asText())));
        List<Variable> variables = source.isPresent() && template.isPresent()
                ? Variable.besides(template.get().path("env"), source.get().path("variables"))
                : List.of(); // The daemon says what is wrong.
        Terminal terminal = invocation.terminal();
        Optional<Questionnaire.Person> person = Questionnaire.at(terminal)
                .map(one -> Introduced.to(one, () -> template.ifPresent(next -> introduce(terminal, next))));
        String secret = Answers.secretOf(server);
        boolean dryRun = wish.path(DRY_RUN).asBoolean();
        SecretKeys keys = new SecretKeys(api);
        Answers answers = new Questionnaire(person, keys::of)
                .answer(variables, dryRun && person.isPresent() ? given.supposing(variables, secret) : given);
        ObjectNode request = wish.deepCopy();
        request.set("env", answers.env(secret));
        if (answers.secrets().isEmpty() || dryRun) {
            return post(request);
        }
        keys.requireNew(secret, answers.secrets().keySet());
        post(request.deepCopy().put(DRY_RUN, true)); // Nothing is kept of an upgrade that would be refused.
        SecretKeys.Added added = keys.add(secret, answers.secrets());
        try {
            JsonNode upgraded = post(request);
            if (!invocation.reportFormat().isStructured()) {
                terminal.say(Plain.line("secret/" + secret + " " + added.verb()));
            }
            return upgraded;
        } catch (CliException e) {
            added.withdraw().run();
            throw e;
        }
    }

    private JsonNode post(ObjectNode request) {
        return api.post("/api/v1/servers/" + Target.segment(server) + "/upgrade", request);
    }

    private void introduce(Terminal terminal, JsonNode template) {
        terminal.say(Plain.line("server/" + server + " needs more in version "
                + template.path("version").asText() + " of the template "
                + template.path("name").asText() + ":"));
        String instructions =
                Plain.text(template.path("setupInstructions").asText("")).strip();
        if (!instructions.isEmpty()) {
            terminal.say(instructions);
        }
    }

    static Given given(Invocation invocation) {
        return Given.of(
                EnvFlags.entries(invocation.arguments().values("--env")),
                invocation.arguments().values(Given.FROM_SECRET));
    }

    static ObjectNode wish(Invocation invocation) {
        return Json.object()
                .put(DRY_RUN, invocation.arguments().has("--dry-run"))
                .put("theirs", invocation.arguments().has("--theirs"))
                .put("ours", invocation.arguments().has("--ours"));
    }
}
