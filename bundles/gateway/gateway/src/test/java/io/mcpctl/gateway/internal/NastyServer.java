package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** An MCP server over stdio that misbehaves as its tools are named. */
public final class NastyServer {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private NastyServer() {}

    public static List<String> command() {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                NastyServer.class.getName());
    }

    public static void main(String[] args) throws IOException {
        OUT.println("Welcome to the nasty server!");
        OUT.println("\0\0 {{{ [");
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            Envelope message = Envelope.scan(line.getBytes(StandardCharsets.UTF_8));
            if (message.kind() == Envelope.Kind.REQUEST) {
                answer(message, new String(message.raw(Member.ID).orElseThrow(), StandardCharsets.UTF_8));
            } else if (message.kind() == Envelope.Kind.RESPONSE) {
                OUT.println(
                        "{\"jsonrpc\":\"2.0\",\"id\":" + asking + ",\"result\":{\"content\":[],\"got\":" + line + "}}");
            }
        }
    }

    private static String asking = "";
    private static String started = "";
    private static String token = "";

    private static void progress(int step) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progressToken\":" + token
                + ",\"progress\":" + step + "}}");
    }

    private static void answer(Envelope request, String id) {
        String result =
                switch (request.method()) {
                    case "initialize" ->
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{},\"tasks\":{},\"x-vendor\":[1e5]},\"serverInfo\":"
                                + "{\"name\":\"nasty\",\"version\":\"1\"},\"x-unknown\":null}";
                    case "tools/list" ->
                        request.has(Member.PARAMS_CURSOR)
                                ? "{\"tools\":[{\"name\":\"two\",\"inputSchema\":{},\"x\":1.50}]}"
                                : "{\"tools\":[{\"x\":\"\\u0041\",\"name\":\"one\"}],\"nextCursor\":\"p2\"}";
                    case "tools/call" -> call(request, id);
                    case "resources/read" -> {
                        error(id, -32002, "{\"uri\":\"a:b\"}");
                        yield "";
                    }
                    case "tasks/list" -> "{\"tasks\":[{\"taskId\":\"listed\",\"x\":1.0}]}";
                    case "tasks/get", "tasks/result" -> "{\"mine\":true}";
                    default -> "{}";
                };
        if (!result.isEmpty()) {
            OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
        }
    }

    private static void error(String id, int code, String data) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":{\"code\":" + code
                + ",\"message\":\"no\",\"data\":" + data + "}}");
    }

    private static String call(Envelope request, String id) {
        switch (request.text(Member.PARAMS_NAME).orElse("")) {
            case "die" -> System.exit(3);
            case "hang" -> {
                return "";
            }
            case "fail" -> {
                return "{\"content\":[],\"isError\":true}";
            }
            case "page" -> {
                error(
                        id,
                        -32042,
                        "{\"elicitations\":[{\"mode\":\"url\",\"url\":\"https://x.test/\",\"message\":\"Go\"}]}");
                return "";
            }
            case "task" -> {
                return "{\"task\":{\"taskId\":\"t-1\",\"status\":\"working\"}}";
            }
            case "deep" -> {
                return "[".repeat(1000) + "]".repeat(1000);
            }
            case "broken" -> {
                return "{\"content\":[}";
            }
            case "big" -> {
                return "{\"content\":[{\"type\":\"text\",\"text\":\"" + "x".repeat(20 << 20) + "\"}]}";
            }
            case "ask" -> {
                asking = id;
                OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"same\",\"method\":\"elicitation/create\",\"params\":{}}");
                return "";
            }
            case "start" -> {
                started = id;
                token = new String(
                        request.raw(Member.PARAMS_META_PROGRESS_TOKEN).orElseThrow(), StandardCharsets.UTF_8);
                progress(1);
                return "";
            }
            case "go" -> {
                progress(2);
                OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + started + ",\"result\":{\"content\":[],\"late\":true}}");
            }
            case "stray" -> OUT.println("{\"jsonrpc\":\"2.0\",\"id\":99999,\"result\":{}}");
            default -> {} // answered below
        }
        return "{ \"content\" : [] , \"n\":10000000000000000000001 }";
    }
}
