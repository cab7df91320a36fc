package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The official SDKs. Of each there is the same small server, and a client that uses all of it. */
enum Sdk {
    TS1(Sdk::node, "ts1-server.mjs", "ts1-client.mjs"),
    TS2(Sdk::node, "ts2-server.mjs", "ts2-client.mjs"),
    PY1(() -> Python.SDK_1.interpreter(), "py1_server.py", "py1_client.py"),
    PY2(() -> Python.SDK_2.interpreter(), "py2_server.py", "py2_client.py");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration CLIENT_LIMIT = Duration.ofMinutes(4);

    private final Supplier<Path> interpreter;
    private final String serverProgram;
    private final String clientProgram;

    Sdk(Supplier<Path> interpreter, String serverProgram, String clientProgram) {
        this.interpreter = interpreter;
        this.serverProgram = serverProgram;
        this.clientProgram = clientProgram;
    }

    private static Path node() {
        return Npm.installed().resolve("node_modules/node/bin/node");
    }

    /** What a server of it over HTTP is called here. */
    String web() {
        return name().toLowerCase(Locale.ROOT) + "-web";
    }

    /** What a server of it over stdio is called here. */
    String pipe() {
        return name().toLowerCase(Locale.ROOT) + "-pipe";
    }

    List<String> overStdio() {
        return line(serverProgram, pipe(), "stdio");
    }

    /** Starts its server over HTTP. */
    Background overHttp() {
        return Background.start(line(serverProgram, web(), "http"), Product.ROOT, QUIET, "");
    }

    /** Where a server over HTTP is, once it says so. */
    static String address(Background server) {
        Wait.until("an address", START_LIMIT, () -> server.stdout().endsWith("\n"), server::stdout);
        return tree(server.stdout()).path("url").asText();
    }

    /** One way to some servers, as the clients read it; names begin with {@code prefix} of a server. */
    static ObjectNode target(String name, List<String> servers, String separator) {
        ObjectNode target = JSON.createObjectNode().put("name", name);
        ArrayNode list = target.putArray("servers");
        for (String server : servers) {
            list.addObject().put("name", server).put("prefix", separator.isEmpty() ? "" : server + separator);
        }
        return target;
    }

    /** What its client got of the servers at each target: first the targets of the first list, at the same time, and so on. */
    JsonNode use(List<List<ObjectNode>> targets, Map<String, String> environment) {
        String argument = JSON.valueToTree(targets).toString();
        return Run.of(line(clientProgram, argument), Product.ROOT, environment, "", CLIENT_LIMIT)
                .exits(0)
                .json();
    }

    private static final Map<String, String> QUIET = Map.of("PYTHONDONTWRITEBYTECODE", "1");

    private List<String> line(String program, String... arguments) {
        Npm.resource("sdks/features.mjs");
        Npm.resource("sdks/features.py");
        Path file = Npm.resource("sdks/" + program);
        return Stream.concat(Stream.of(interpreter.get().toString(), file.toString()), Stream.of(arguments))
                .toList();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }
}
