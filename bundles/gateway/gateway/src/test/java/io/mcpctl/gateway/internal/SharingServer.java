package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An MCP server over stdio that tells what it was told, and says things when its tools are called. */
public final class SharingServer {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private final String mode;
    private final Map<String, String> held = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private String asking = "";
    private int lists;

    private SharingServer(String mode) {
        this.mode = mode;
    }

    /** {@code mode}: {@code good}, {@code silent}, {@code twice} or {@code invalid}. */
    public static List<String> command(String mode) {
        return List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SharingServer.class.getName(),
                mode);
    }

    public static void main(String[] args) throws IOException {
        new SharingServer(args[0]).run();
    }

    private void run() throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            Envelope message = Envelope.scan(line.getBytes(StandardCharsets.UTF_8));
            if (mode.equals("silent")) {
                continue;
            }
            switch (message.kind()) {
                case REQUEST -> request(message);
                case NOTIFICATION -> told.add(message.method());
                default -> result(asking, "{\"content\":[],\"got\":" + line + "}");
            }
        }
    }

    private void request(Envelope request) {
        String id = raw(request, Member.ID);
        told.add(request.method()
                + request.text(Member.PARAMS_LEVEL).map(level -> " " + level).orElse(""));
        switch (request.method()) {
            case "initialize" ->
                result(
                        id,
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{},\"logging\":{},"
                                + "\"resources\":{\"subscribe\":true}},"
                                + "\"serverInfo\":{\"name\":\"s\",\"version\":\"1\"}}");
            case "tools/list" -> result(id, tools());
            case "resources/list" -> result(id, "{\"resources\":[{\"uri\":\"a:b\",\"name\":\"b\"}]}");
            case "resources/templates/list" -> result(id, "{\"resourceTemplates\":[]}");
            case "tools/call" -> call(request, id);
            default -> result(id, "{}");
        }
    }

    private String tools() {
        return switch (mode) {
            case "twice" -> "{\"tools\":[{\"name\":\"a\",\"x\":1},{\"name\":\"b\"},{\"name\":\"a\",\"x\":2}]}";
            case "invalid" -> "{\"tools\":[{\"title\":\"nameless\"}]}";
            default -> "{\"tools\":[{\"name\":\"listed-" + ++lists + "\"}]}";
        };
    }

    private void call(Envelope request, String id) {
        String[] words = request.text(Member.PARAMS_NAME).orElse("").split(" ");
        switch (words[0]) {
            case "hold" -> {
                held.put(id, words[1]);
                say(
                        "notifications/progress",
                        "\"progressToken\":" + raw(request, Member.PARAMS_META_PROGRESS_TOKEN)
                                + ",\"progress\":1,\"message\":\"" + words[1] + "\"");
                return;
            }
            case "release" -> {
                held.forEach((waiting, label) -> result(waiting, "{\"content\":[],\"held\":\"" + label + "\"}"));
                held.clear();
            }
            case "ask" -> {
                asking = id;
                OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"q\",\"method\":\"elicitation/create\",\"params\":{}}");
                return;
            }
            case "change" -> OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
            case "log" -> say("notifications/message", "\"level\":\"" + words[1] + "\",\"data\":\"log\"");
            case "update" -> say("notifications/resources/updated", "\"uri\":\"a:b\"");
            default -> {} // only tells
        }
        String all = String.join(", ", told);
        result(
                id,
                "{\"content\":[],\"pid\":" + ProcessHandle.current().pid() + ",\"told\":" + JsonText.quote(all) + "}");
    }

    private static void say(String method, String params) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    private static void result(String id, String result) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    private static String raw(Envelope message, Member member) {
        return message.raw(member)
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .orElse("null");
    }
}
