package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.util.Optional;

/** What both eras do with answers of the endpoint. */
final class Relay {
    private static final int UNREACHABLE = -32000;
    private static final int MAX_REASON = 500;

    private Relay() {}

    /** Takes the messages of an answer. */
    interface Sink {
        void accept(String json) throws IOException;
    }

    /** Hands on the message, or the messages of the stream, that came with status 200. */
    static void messages(HttpAnswer answer, Sink sink) throws IOException {
        if (!answer.eventStream()) {
            sink.accept(answer.text());
            return;
        }
        EventReader events = new EventReader(answer.body());
        for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
            if (!event.get().data().isBlank()) {
                sink.accept(event.get().data());
            }
        }
    }

    /** Answers a request that failed: with the error in the answer if that is one for this request. */
    static void refused(BridgeOutput out, RpcLine request, McpEndpoint endpoint, int status, String body) {
        JsonNode json = parsed(body);
        if (json.path("error").path("code").isInt() && json.path("id").equals(request.id())) {
            out.message(body);
            return;
        }
        if (status == 400
                && json instanceof ObjectNode error
                && json.path("error").path("code").isInt()) {
            error.set("id", request.id()); // the endpoint did not get as far as that
            out.message(Json.line(error));
            return;
        }
        String reason = json.path("error")
                .path("message")
                .asText(json.path("detail").asText(json.path("error").asText("")));
        String shown = reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) : reason;
        failed(out, request, endpoint, "status " + status + (shown.isEmpty() ? "" : ": " + Plain.line(shown)));
    }

    static JsonNode parsed(String body) {
        try {
            return Json.read(body);
        } catch (IOException e) {
            return Json.object(); // Not JSON: a page for a browser helps nobody here.
        }
    }

    static void failed(BridgeOutput out, RpcLine request, McpEndpoint endpoint, String reason) {
        out.error(request.id(), UNREACHABLE, endpoint.uri() + " does not answer as it should: " + reason);
    }

    /** Answers a request after whose sending the connection broke. */
    static void lost(BridgeOutput out, RpcLine request, McpEndpoint endpoint, IOException e) {
        String advice = request.isReading()
                ? "; is the daemon running? `mcpctl up` starts it"
                : "; is the daemon running? If it was stopped during the call, the call may have been carried out";
        failed(out, request, endpoint, e.getMessage() + advice);
    }
}
