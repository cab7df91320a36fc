package io.mcpctl.cli.variables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.text.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of variables, sorted by where they go.
 *
 * @param plain may stand in the server
 * @param secrets go into a secret that the server refers to
 * @param references are in a secret already
 */
public record Answers(Map<String, String> plain, Map<String, String> secrets, Map<String, SecretKey> references) {
    public Answers {
        plain = Collections.unmodifiableMap(new LinkedHashMap<>(plain));
        secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
    }

    /** Name of the secret that holds what a server was told. */
    public static String secretOf(String server) {
        return server + "-env";
    }

    /** As entries of {@code env}; those of {@link #secrets} refer to keys of their name in the secret. */
    public ArrayNode env(String secret) {
        ArrayNode env = Json.array();
        plain.forEach((name, value) -> env.addObject().put("name", name).put("value", value));
        secrets.keySet()
                .forEach(name ->
                        env.addObject().put("name", name).set("valueFrom", new SecretKey(secret, name).valueFrom()));
        references.forEach((name, place) -> env.addObject().put("name", name).set("valueFrom", place.valueFrom()));
        return env;
    }

    /** The secret itself, to be created before the server. */
    public ObjectNode secret(String secret) {
        ObjectNode document = Json.object().put("kind", "secret").put("name", secret);
        ObjectNode data = document.putObject("data");
        secrets.forEach(data::put);
        return document;
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return "Answers[" + plain.keySet() + ", " + secrets.keySet() + ", " + references + "]";
    }
}
