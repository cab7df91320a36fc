package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.util.Optional;

/** A message of the client, as it came and as far as its way depends on it. */
record RpcLine(String text, JsonNode tree) {
    private static final String REVISION = "io.modelcontextprotocol/protocolVersion";

    boolean isMessage() {
        return "2.0".equals(tree.path("jsonrpc").asText())
                && (tree.path("method").isTextual() || isResponse());
    }

    boolean isResponse() {
        return tree.has("id") && (tree.has("result") || tree.has("error"));
    }

    boolean isRequest() {
        return tree.has("id") && !isResponse();
    }

    String method() {
        return tree.path("method").asText("");
    }

    JsonNode params() {
        return tree.path("params");
    }

    JsonNode id() {
        JsonNode id = tree.path("id");
        return id.isTextual() || id.isNumber() ? id : Json.NODES.nullNode();
    }

    /** The revision that a message of the stateless era names; those of sessions do not. */
    Optional<String> revision() {
        JsonNode revision = params().path("_meta").path(REVISION);
        return revision.isTextual() ? Optional.of(revision.asText()) : Optional.empty();
    }

    boolean isStateless() {
        return revision().isPresent() || method().equals("server/discover");
    }

    /** Whether sending it twice does no harm. */
    boolean isReading() {
        String method = method();
        return method.endsWith("/list")
                || method.endsWith("/read")
                || method.endsWith("/get")
                || method.equals("ping")
                || method.equals("server/discover")
                || method.equals("completion/complete")
                || method.equals("initialize");
    }
}
