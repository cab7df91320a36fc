package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.text.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** The client's side of the bridge: whole lines only. */
final class BridgeOutput {
    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();

    BridgeOutput(PrintStream out) {
        this.out = out;
    }

    /** Whether the client has closed its end. */
    boolean isBroken() {
        return out.checkError();
    }

    /** Writes a message; line breaks between its tokens, which JSON allows, become spaces. */
    void message(String json) {
        byte[] line = (json.replace('\r', ' ').replace('\n', ' ').strip() + "\n").getBytes(StandardCharsets.UTF_8);
        lock.lock();
        try {
            out.write(line, 0, line.length);
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    void error(JsonNode id, int code, String sentence) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.putObject("error").put("code", code).put("message", sentence);
        message(Json.line(message));
    }

    void result(JsonNode id, ObjectNode result) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0");
        message.set("id", id);
        message.set("result", result);
        message(Json.line(message));
    }

    void notification(String method, ObjectNode params) {
        ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", method);
        if (!params.isEmpty()) {
            message.set("params", params);
        }
        message(Json.line(message));
    }
}
