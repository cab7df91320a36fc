package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.variables.Given;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Keys of secrets, which are shown to whoever may see the secret; values are not. */
record SecretKeys(ControlApi api) {
    /** @throws CliException when there is no such secret */
    Set<String> of(String secret) {
        return names(find(secret)
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND, "secret '" + secret + "' not found; see `mcpctl get secrets`")));
    }

    private Optional<JsonNode> find(String secret) {
        return api.find(path(secret));
    }

    private static String path(String secret) {
        return "/api/v1/secrets/" + Target.segment(secret);
    }

    private static Set<String> names(JsonNode secret) {
        Set<String> keys = new TreeSet<>();
        secret.path("data").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    /**
     * What {@link #add} has done.
     *
     * @param verb for people
     * @param withdraw takes it back
     */
    record Added(String verb, Runnable withdraw) {}

    /** @throws CliException when the secret has one of the keys already */
    void requireNew(String secret, Set<String> keys) {
        Set<String> known = find(secret).map(SecretKeys::names).orElse(Set.of());
        for (String key : keys) {
            if (known.contains(key)) {
                throw new CliException(
                        ExitCode.CONFLICT,
                        "the secret " + secret + " has a key " + key + " already, and its value is not replaced; use it"
                                + " with " + Given.FROM_SECRET + " " + key + "=" + secret + "/" + key
                                + ", or remove the key");
            }
        }
    }

    /** Adds keys to a secret, which is created if it must. */
    Added add(String secret, Map<String, String> values) {
        ObjectNode document = Json.object();
        ObjectNode data = document.putObject("data");
        values.forEach(data::put);
        if (find(secret).isEmpty()) {
            api.post("/api/v1/secrets", document.put("name", secret));
            return new Added("created", () -> api.delete(path(secret)));
        }
        api.put(path(secret), document.put("merge", true));
        ObjectNode without = Json.object();
        values.keySet().forEach(without.putObject("data")::putNull);
        return new Added("configured", () -> api.put(path(secret), without));
    }
}
