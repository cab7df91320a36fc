package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** An MCP server of revision 2026-07-28 over stdio. */
public final class ModernServer {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private static final String SUBSCRIPTION = "\"_meta\":{\"io.modelcontextprotocol/subscriptionId\":";
    private static final AtomicReference<String> CANCELLED = new AtomicReference<>("none");

    private static int listed;

    private ModernServer() {}

    public static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ModernServer.class.getName());
    }

    public static void main(String[] args) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            Envelope message = Envelope.scan(line.getBytes(StandardCharsets.UTF_8));
            if (message.kind() == Envelope.Kind.REQUEST) {
                answer(message, raw(message, Member.ID));
            } else if (message.method().equals("notifications/cancelled")) {
                CANCELLED.set(raw(message, Member.PARAMS_REQUEST_ID));
            }
        }
    }

    private static String raw(Envelope message, Member member) {
        return message.raw(member)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static void answer(Envelope request, String id) {
        switch (request.method()) {
            case "server/discover" ->
                result(
                        id,
                        "\"supportedVersions\":[\"2026-07-28\",\"2099-01-01\"],\"capabilities\":{\"tools\":{},\"x\":[1e5]},"
                                + "\"instructions\":\"Mind the gap.\",\"ttlMs\":7000,\"cacheScope\":\"public\"");
            case "tools/list" -> {
                listed++;
                result(
                        id,
                        request.has(Member.PARAMS_CURSOR)
                                ? "\"tools\":[{\"name\":\"two\",\"x\":1.50}],\"ttlMs\":500,\"cacheScope\":\"public\""
                                : "\"tools\":[{\"name\":\"one\",\"inputSchema\":{\"properties\":{\"at\":{\"properties\":"
                                        + "{\"n\":{\"type\":\"integer\",\"x-mcp-header\":\"Number\"}}}}}}],"
                                        + "\"nextCursor\":\"p2\",\"ttlMs\":900,\"cacheScope\":\"public\"");
            }
            case "resources/list" ->
                result(id, "\"resources\":[{\"uri\":\"a:b\"}],\"ttlMs\":1,\"cacheScope\":\"public\"");
            case "resources/templates/list" ->
                result(id, "\"resourceTemplates\":[],\"ttlMs\":1,\"cacheScope\":\"private\"");
            case "resources/read" -> result(id, "\"contents\":[],\"ttlMs\":1,\"cacheScope\":\"private\"");
            case "subscriptions/listen" -> listen(request, id);
            case "tools/call" -> call(request, id);
            default -> error(id, -32601, "Method not found: " + request.method());
        }
    }

    /** Agrees to everything, then tells of a change that nobody asked for and of one of each resource. */
    private static void listen(Envelope request, String id) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/subscriptions/acknowledged\",\"params\":{"
                + SUBSCRIPTION + id + "},\"notifications\":" + raw(request, Member.PARAMS_NOTIFICATIONS) + "}}");
        OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{" + SUBSCRIPTION
                + id + "},\"uri\":\"a:b\"}}");
    }

    private static void call(Envelope request, String id) {
        switch (request.text(Member.PARAMS_NAME).orElse("")) {
            case "hang" ->
                OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":"
                        + raw(request, Member.PARAMS_META_PROGRESS_TOKEN) + ",\"progress\":1}}");
            case "cancelled" ->
                result(
                        id,
                        "\"content\":[],\"last\":"
                                + String.valueOf(CANCELLED.get()).replace("none", "\"none\""));
            case "rounds" -> {
                boolean second = Json.members(
                                request.message(), request.span(Member.PARAMS).orElseThrow())
                        .containsKey("inputResponses");
                result(
                        id,
                        second
                                ? "\"content\":[],\"got\":" + raw(request, Member.PARAMS)
                                : "\"resultType\":\"input_required\",\"requestState\":\"\\u0073ealed\",\"inputRequests\":{}");
            }
            case "two" -> result(id, "\"content\":[],\"listed\":" + listed);
            case "task" -> result(id, "\"resultType\":\"task\",\"taskId\":\"t-1\"");
            case "needs" -> error(id, -32021, "Missing required client capability");
            default ->
                result(
                        id,
                        " \"content\" : [] , \"n\":10000000000000000000001 , \"params\":"
                                + raw(request, Member.PARAMS));
        }
    }

    private static void result(String id, String members) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{" + members + "}}");
    }

    private static void error(String id, int code, String message) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code + ",\"message\":\"" + message
                + "\"}}");
    }
}
