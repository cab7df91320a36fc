package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.EventReader;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A client's session with an MCP endpoint over Streamable HTTP: JSON and event-stream answers, matched by id. For one
 * thread at a time.
 */
public final class McpHttpSession implements AutoCloseable {
    private static final String NEWEST = "2025-11-25";
    private static final List<String> KNOWN = List.of("2024-11-05", "2025-03-26", "2025-06-18", NEWEST);
    private static final int MAX_PAGES = 1000;

    private final McpEndpoint endpoint;
    private final Duration limit;
    private long lastId;

    /** @param limit for each request, and within its answer for each silence */
    public McpHttpSession(Http http, URI uri, Optional<String> token, Duration limit) {
        this.endpoint = new McpEndpoint(http, () -> new Way(uri, token));
        this.limit = limit;
    }

    /** Opens the session; the result names the server. */
    public JsonNode initialize() throws McpProtocolError, McpTransportError {
        ObjectNode params = Json.object().put("protocolVersion", NEWEST);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "mcpctl").put("version", "0.1.0");
        JsonNode result = request("initialize", params);
        String version = result.path("protocolVersion").asText("");
        if (!KNOWN.contains(version)) {
            throw new McpProtocolError("initialize answered with the protocol version \"" + Plain.line(version)
                    + "\", known are " + String.join(", ", KNOWN));
        }
        if (!result.path("serverInfo").path("name").isTextual()) {
            throw new McpProtocolError("initialize answered without serverInfo.name");
        }
        notify("notifications/initialized");
        return result;
    }

    /** All pages of the tools. */
    public List<JsonNode> listTools() throws McpProtocolError, McpTransportError {
        ArrayNode tools = Json.array();
        Set<String> cursors = new HashSet<>();
        ObjectNode params = Json.object();
        while (cursors.size() < MAX_PAGES) {
            JsonNode page = request("tools/list", params);
            if (!page.path("tools").isArray()) {
                throw new McpProtocolError("tools/list answered without the array \"tools\"");
            }
            for (JsonNode tool : page.path("tools")) {
                if (!tool.path("name").isTextual()) {
                    throw new McpProtocolError("tools/list answered with a tool that has no name");
                }
                tools.add(tool);
            }
            String cursor = page.path("nextCursor").asText("");
            if (cursor.isEmpty()) {
                return List.copyOf(java.util.stream.StreamSupport.stream(tools.spliterator(), false)
                        .toList());
            }
            if (!cursors.add(cursor)) {
                throw new McpProtocolError("tools/list answered twice with the same cursor");
            }
            params = Json.object().put("cursor", cursor);
        }
        throw new McpProtocolError("tools/list has more than " + MAX_PAGES + " pages");
    }

    /** Calls a tool; a result with {@code isError} is a result. */
    public JsonNode callTool(String name, JsonNode arguments) throws McpProtocolError, McpTransportError {
        ObjectNode params = Json.object().put("name", name);
        params.set("arguments", arguments);
        JsonNode result = request("tools/call", params);
        if (!result.path("content").isArray()
                && !result.path("structuredContent").isObject()) {
            throw new McpProtocolError("tools/call answered without \"content\"");
        }
        return result;
    }

    private JsonNode request(String method, ObjectNode params) throws McpProtocolError, McpTransportError {
        long id = ++lastId;
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("id", id).put("method", method);
        message.set("params", params);
        try (HttpAnswer answer = endpoint.post(Json.line(message), limit)) {
            refuseFailure(answer, method);
            JsonNode response = answer.eventStream() ? fromStream(answer, id, method) : parse(answer.text(), method);
            if (!"2.0".equals(response.path("jsonrpc").asText())
                    || response.path("id").asLong(-1) != id) {
                throw new McpProtocolError(method + " was answered with something that is not its JSON-RPC response");
            }
            if (response.has("error")) {
                JsonNode error = response.path("error");
                throw new McpProtocolError(
                        method + " failed with " + error.path("code").asText("no code") + ": "
                                + Plain.line(error.path("message").asText("no message")));
            }
            if (!response.path("result").isObject()) {
                throw new McpProtocolError(method + " was answered without a result");
            }
            if (method.equals("initialize")) {
                endpoint.session(
                        answer.header("mcp-session-id"),
                        response.path("result").path("protocolVersion").asText(NEWEST));
            }
            return response.path("result");
        } catch (IOException e) {
            throw transport(method, e);
        }
    }

    /** The response in the stream; what the server asks meanwhile is answered, since it may wait for it. */
    private JsonNode fromStream(HttpAnswer answer, long id, String method)
            throws IOException, McpProtocolError, McpTransportError {
        EventReader events = new EventReader(answer.body());
        for (Optional<EventReader.Event> event = events.next(); event.isPresent(); event = events.next()) {
            if (event.get().data().isBlank()) {
                continue;
            }
            JsonNode message = parse(event.get().data(), method);
            if (message.has("method") && message.has("id")) {
                answer(message);
            } else if (message.path("id").asLong(-1) == id) {
                return message;
            }
        }
        throw new McpProtocolError("the event stream of " + method + " ended without its response");
    }

    private void answer(JsonNode request) throws McpTransportError {
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", request.path("id"));
        if (request.path("method").asText().equals("ping")) {
            response.putObject("result");
        } else {
            response.putObject("error").put("code", -32601).put("message", "mcpctl does not offer this");
        }
        tell(Json.line(response), "a response");
    }

    private void notify(String method) throws McpTransportError {
        tell(Json.line(Json.object().put("jsonrpc", "2.0").put("method", method)), method);
    }

    private void tell(String message, String what) throws McpTransportError {
        try (HttpAnswer answer = endpoint.post(message, limit)) {
            refuseFailure(answer, what);
            answer.text();
        } catch (IOException e) {
            throw transport(what, e);
        }
    }

    private void refuseFailure(HttpAnswer answer, String what) throws McpTransportError {
        if (answer.status() < 300) {
            return;
        }
        String reason = McpFailures.reason(answer);
        throw new McpTransportError(
                answer.status(),
                what + " was answered with status " + answer.status() + " by " + endpoint.uri() + reason);
    }

    private static JsonNode parse(String text, String method) throws McpProtocolError {
        try {
            return Json.read(text);
        } catch (IOException e) {
            throw new McpProtocolError(method + " was answered with something that is not JSON");
        }
    }

    private McpTransportError transport(String what, IOException e) {
        return e instanceof SocketTimeoutException
                ? new McpTransportError(
                        what + " was not answered within " + limit.toSeconds() + " s by " + endpoint.uri(), e)
                : new McpTransportError(endpoint.uri() + " cannot be reached (" + e.getMessage() + ")", e);
    }

    /** Ends the session at the server; a server that is gone needs no goodbye. */
    @Override
    public void close() {
        if (!endpoint.hasSession()) {
            return;
        }
        try {
            endpoint.end(Duration.ofSeconds(2));
        } catch (IOException e) {
            // The server ends silent sessions by itself.
        }
    }
}
