package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Yaml;
import io.mcpctl.cli.variables.Variable;
import java.util.List;
import java.util.Optional;

/** A server of a public registry. What strangers wrote is shown before anything of it is stored or started. */
record RegistryBlueprint(Invocation invocation, ControlApi api, RegistryKey key, JsonNode listing)
        implements Blueprint {
    static final String OPTION = "--from-registry";
    static final String AS = "--as";
    static final String YES = "--yes";

    static final List<Usage.Option> OPTIONS = List.of(
            Usage.Option.value(OPTION, "<registry:id>", "make it of what `mcpctl registry search` found"),
            Usage.Option.value(AS, "<npm|pypi|oci|remote>", "which of the ways that a registry offers"),
            Usage.Option.flag(YES, "do not ask whether what a registry says is what is meant"));

    static RegistryBlueprint find(Invocation invocation, ControlApi api, String word) {
        RegistryKey key = RegistryKey.of(word);
        return new RegistryBlueprint(invocation, api, key, api.get(key.path()));
    }

    @Override
    public String introduction() {
        return Plain.line(RegistryResults.key(listing) + ": "
                + listing.path("description").asText());
    }

    @Override
    public List<Variable> variables() {
        Optional<String> type = type();
        if (type.isEmpty()) {
            return Variable.all(listing.path("envTemplate"));
        }
        for (JsonNode way : listing.path("packages")) {
            if (way.path("usable").asBoolean() && way.path("type").asText().equals(type.get())) {
                return Variable.all(way.path("inputs"));
            }
        }
        return List.of(); // the daemon says what there is
    }

    private Optional<String> type() {
        return invocation.arguments().value(AS);
    }

    /** What was not asked for goes into the server as it is. */
    @Override
    public ObjectNode server(ArrayNode env) {
        List<String> asked = variables().stream().map(Variable::name).toList();
        ObjectNode wish = Json.object().put("id", key.id());
        type().ifPresent(type -> wish.put("type", type));
        ObjectNode values = wish.putObject("values");
        ObjectNode secrets = wish.putObject("secrets");
        ArrayNode others = Json.array();
        for (JsonNode entry : env) {
            String name = entry.path("name").asText();
            if (!asked.contains(name)) {
                others.add(entry);
            } else if (entry.has("valueFrom")) {
                secrets.set(name, entry.path("valueFrom").path("secretRef"));
            } else {
                values.set(name, entry.path("value"));
            }
        }
        JsonNode proposal = api.postOnce(key.definition(), wish);
        proposal.path("notes").forEach(note -> invocation.terminal().say(Plain.line("Note: " + note.asText())));
        ObjectNode server = proposal.path("server").deepCopy();
        if (!others.isEmpty()) {
            server.set("env", joined(server.path("env"), others));
        }
        return server;
    }

    private static ArrayNode joined(JsonNode before, ArrayNode others) {
        List<String> names = others.findValuesAsText("name");
        ArrayNode env = Json.array();
        before.forEach(entry -> {
            if (!names.contains(entry.path("name").asText())) {
                env.add(entry);
            }
        });
        return env.addAll(others);
    }

    @Override
    public void confirm(ObjectNode server) {
        if (invocation.arguments().has(YES) || invocation.arguments().has("--dry-run")) {
            return;
        }
        ObjectNode shown = server.deepCopy();
        shown.remove("source");
        invocation.terminal().say(Plain.text(Yaml.document(shown)).stripTrailing());
        if (!invocation.terminal().asksPerson()) {
            throw CliException.usage(
                    "nothing was created: nobody can be asked whether the definition above is what is meant;"
                            + " look at it and add " + YES);
        }
        if (!invocation.terminal().confirms("Create this server?")) {
            throw CliException.failure("nothing was created");
        }
    }
}
