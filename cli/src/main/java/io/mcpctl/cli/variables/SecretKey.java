package io.mcpctl.cli.variables;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.text.Json;

/** One value of a secret. */
public record SecretKey(String secret, String key) {
    static SecretKey of(JsonNode secretRef) {
        return new SecretKey(
                secretRef.path("name").asText(), secretRef.path("key").asText());
    }

    /** {@code {secretRef: {name, key}}}. */
    ObjectNode valueFrom() {
        ObjectNode from = Json.object();
        from.putObject("secretRef").put("name", secret).put("key", key);
        return from;
    }
}
