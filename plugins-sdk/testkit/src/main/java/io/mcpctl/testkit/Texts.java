package io.mcpctl.testkit;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Span;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Looks at JSON that providers return. */
final class Texts {
    private Texts() {}

    static boolean isObject(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return json.stripLeading().startsWith("{") && Envelope.scan(bytes).kind() != Envelope.Kind.NOT_JSON;
    }

    static void requireObject(String what, String json) {
        if (!isObject(json)) {
            throw new AssertionError(what + " is no JSON object: " + json);
        }
    }

    /** A text member of an object. */
    static Optional<String> member(String json, String key) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Json.member(bytes, new Span(0, bytes.length), key).flatMap(value -> Json.text(bytes, value));
    }
}
