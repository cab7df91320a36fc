package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;

/** Finds the sentence in an answer that reports a failure. */
final class McpFailures {
    private static final int MAX_REASON = 500;

    private McpFailures() {}

    /** {@code ": <sentence>"}, or nothing when the answer has none. */
    static String reason(HttpAnswer answer) {
        try {
            JsonNode json = Json.read(answer.text());
            String sentence = json.path("error")
                    .path("message")
                    .asText(json.path("detail").asText(json.path("error").asText("")));
            return sentence.isEmpty()
                    ? ""
                    : ": " + Plain.line(sentence.length() > MAX_REASON ? sentence.substring(0, MAX_REASON) : sentence);
        } catch (IOException e) {
            return ""; // Not JSON: a page for a browser helps nobody here.
        }
    }
}
