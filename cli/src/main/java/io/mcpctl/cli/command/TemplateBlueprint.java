package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.variables.Variable;
import java.util.List;

/** A template of the daemon. */
record TemplateBlueprint(ControlApi api, JsonNode template) implements Blueprint {

    /** @param word {@code <template>} or {@code <template>:<version>} */
    static TemplateBlueprint find(ControlApi api, String word) {
        int colon = word.indexOf(':');
        String name = colon < 0 ? word : word.substring(0, colon);
        if (name.isEmpty() || colon == word.length() - 1) {
            throw CliException.usage(NewServer.FROM_TEMPLATE + " is \"" + word + "\"; give <template>[:<version>]");
        }
        JsonNode template = api.get("/api/v1/templates/" + Target.segment(name));
        String version = template.path("version").asText();
        if (colon >= 0 && !word.substring(colon + 1).equals(version)) {
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "template '" + name + "' has no version '" + word.substring(colon + 1) + "'; it is at " + version);
        }
        return new TemplateBlueprint(api, template);
    }

    @Override
    public String introduction() {
        return Plain.text(template.path("setupInstructions").asText("")).strip();
    }

    @Override
    public List<Variable> variables() {
        return Variable.all(template.path("env"));
    }

    @Override
    public ObjectNode server(ArrayNode env) {
        ObjectNode values =
                Json.object().put("version", template.path("version").asText());
        values.set("env", env);
        JsonNode server = api.post(
                "/api/v1/templates/" + Target.segment(template.path("name").asText()) + "/instantiate", values);
        return ((ObjectNode) server).deepCopy();
    }
}
