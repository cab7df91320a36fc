package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.text.Json;
import java.util.Optional;

/**
 * A daemon and a project by one name.
 *
 * @param url where commands go; empty when it is the running daemon of the home
 * @param mcpdUrl where they go with {@code --direct}
 * @param project what {@code -p} is when it is not given
 */
public record Context(String name, Optional<String> url, Optional<String> mcpdUrl, Optional<String> project) {
    static final String URL = "mcplocalUrl";
    static final String DIRECT = "mcpdUrl";
    static final String PROJECT = "project";

    static Context of(String name, JsonNode json) {
        return new Context(name, text(json, URL), text(json, DIRECT), text(json, PROJECT));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.of(json.path(member).asText("")).filter(text -> !text.isEmpty());
    }

    public ObjectNode json() {
        ObjectNode json = Json.object();
        url.ifPresent(text -> json.put(URL, text));
        mcpdUrl.ifPresent(text -> json.put(DIRECT, text));
        project.ifPresent(text -> json.put(PROJECT, text));
        return json;
    }
}
