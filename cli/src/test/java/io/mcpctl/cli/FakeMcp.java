package io.mcpctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An MCP server with the tools `echo` and `fail`; tool calls are answered as event streams. */
final class FakeMcp {
    private static final String TOOLS = """
            {"tools":[{"name":"everything__echo","description":"Says it\\nagain","inputSchema":{"type":"object","properties":{
            "message":{"type":"string"},"times":{"type":"integer"},"loud":{"type":"boolean"}}}},{"name":"everything__fail","inputSchema":{}}]}""";

    private FakeMcp() {}

    static void serve(HttpExchange exchange, String body) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            FakeDaemon.answer(exchange, exchange.getRequestMethod().equals("DELETE") ? 200 : 405, "");
            return;
        }
        JsonNode message = Json.read(body);
        if (!message.has("id")) {
            exchange.sendResponseHeaders(202, -1);
            return;
        }
        ObjectNode response = Json.object().put("jsonrpc", "2.0");
        response.set("id", message.path("id"));
        switch (message.path("method").asText()) {
            case "initialize" -> {
                exchange.getResponseHeaders().add("Mcp-Session-Id", "s1");
                response.set(
                        "result",
                        Json.read(
                                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}"));
            }
            case "tools/list" -> response.set("result", Json.read(TOOLS.replace("\n", "\n")));
            case "tools/call" -> response.set("result", call(message.path("params")));
            default -> response.putObject("error").put("code", -32601).put("message", "no such method");
        }
        if (message.path("method").asText().equals("tools/call")) {
            stream(exchange, Json.line(response));
        } else {
            FakeDaemon.answer(exchange, 200, Json.line(response));
        }
    }

    private static JsonNode call(JsonNode params) {
        ObjectNode result =
                Json.object().put("isError", params.path("name").asText().endsWith("fail"));
        result.putArray("content").addObject().put("type", "text").put("text", Json.line(params.path("arguments")));
        return result;
    }

    private static void stream(HttpExchange exchange, String message) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String progress = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}";
        String events = ": hello\n\nevent: message\ndata: " + progress + "\n\ndata: " + message + "\r\n\r\n";
        exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
    }
}
