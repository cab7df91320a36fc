package io.mcpctl.runtime.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Published servers of npm and PyPI in one project, used through one tier and through two. */
@Tag("real-server")
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealServersTest {
    /** How a client comes to the project. */
    enum Tiers {
        ONE,
        TWO;

        Product product() {
            return this == ONE ? TIERS.plane : TIERS.proxy;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TwoTiers TIERS = new TwoTiers();
    private static final Map<Tiers, RawClient> CLIENTS = new EnumMap<>(Tiers.class);
    private static final Path FOLDER = Folders.temporary("mcpctl-real-servers");
    private static final HttpServer PAGE = page();

    @BeforeAll
    static void start() throws IOException {
        Npm.require();
        Files.writeString(Files.createDirectory(FOLDER.resolve("files")).resolve("there.txt"), "was here before");
        commit(Files.createDirectory(FOLDER.resolve("repository")));
        TIERS.plane.configured("auth: {local.mcp: trusted}\n");
        TIERS.planeUp();
        TIERS.plane.apply(documents().formatted(FOLDER)).exits(0);
        TIERS.plane.awaitHealthy(7);
        TIERS.proxyUp();
        for (Tiers tiers : Tiers.values()) {
            CLIENTS.put(tiers, new RawClient(tiers.product().url("/projects/demo/mcp")));
        }
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(RawClient::close);
        PAGE.stop(0);
        TIERS.close();
        Folders.delete(FOLDER);
    }

    private static HttpServer page() {
        try {
            HttpServer page = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            page.createContext("/page.html", exchange -> {
                byte[] body =
                        "<html><body><h1>Notice</h1><p>The lake is <b>closed</b>.</p></body></html>".getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            page.start();
            return page;
        } catch (IOException e) {
            throw new AssertionError("no page", e);
        }
    }

    private static RawClient client(Tiers tiers) {
        return Objects.requireNonNull(CLIENTS.get(tiers));
    }

    private static String documents() throws IOException {
        try (var in = Objects.requireNonNull(RealServersTest.class.getResourceAsStream("/real-servers.yaml"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static void commit(Path repository) throws IOException {
        Files.writeString(repository.resolve("boat.txt"), "afloat\n");
        for (List<String> line : List.of(
                List.of("git", "init", "-q", "."),
                List.of("git", "add", "."),
                List.of(
                        "git",
                        "-c",
                        "user.name=Tester",
                        "-c",
                        "user.email=tester@example.org",
                        "commit",
                        "-q",
                        "-m",
                        "Put the boat into the water"))) {
            Run.of(line, repository, Map.of(), "", Duration.ofSeconds(20)).exits(0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyServerShowsItsTools(Tiers tiers) {
        List<String> names = List.of(
                "everything__echo",
                "files__read_text_file",
                "memory__create_entities",
                "thinking__sequentialthinking",
                "time__convert_time",
                "fetch__fetch",
                "git__git_log");

        // A project's list does not wait for ever: on a busy machine a server may be missing at first.
        Wait.until(
                "all tools",
                Duration.ofSeconds(90),
                () -> shown(tiers, names).size() == names.size(),
                () -> "shown are only " + shown(tiers, names));
    }

    private static List<String> shown(Tiers tiers, List<String> names) {
        String tools = client(tiers).ask("tools/list").getLast();
        return names.stream().filter(name -> tools.contains("\"" + name + "\"")).toList();
    }

    @ParameterizedTest
    @EnumSource
    void timeIsConverted(Tiers tiers) {
        JsonNode result = call(
                tiers,
                "time__convert_time",
                Map.of("source_timezone", "Asia/Kolkata", "time", "12:00", "target_timezone", "Asia/Tokyo"));

        assertTrue(text(result).contains("T15:30:00+09:00"), result::toString);
        assertEquals("+3.5h", result.at("/structuredContent/time_difference").asText(), result::toString);
    }

    @ParameterizedTest
    @EnumSource
    void gitShowsTheLog(Tiers tiers) {
        String repository = FOLDER.resolve("repository").toString();

        assertTrue(text(call(tiers, "git__git_log", Map.of("repo_path", repository)))
                .contains("Put the boat into the water"));
        assertTrue(text(call(tiers, "git__git_show", Map.of("repo_path", repository, "revision", "HEAD")))
                .contains("+afloat"));
    }

    @ParameterizedTest
    @EnumSource
    void aPageIsFetchedAsMarkdown(Tiers tiers) {
        String url = "http://127.0.0.1:" + PAGE.getAddress().getPort() + "/page.html";

        String text = text(call(tiers, "fetch__fetch", Map.of("url", url)));

        assertTrue(text.contains("The lake is **closed**."), text);
    }

    @ParameterizedTest
    @EnumSource
    void filesAreWrittenAndRead(Tiers tiers) throws IOException {
        Path file = FOLDER.resolve("files").resolve(tiers + ".txt");

        call(tiers, "files__write_file", Map.of("path", file.toString(), "content", "Grüße\n"));

        assertEquals("Grüße\n", Files.readString(file));
        assertEquals("Grüße\n", text(call(tiers, "files__read_text_file", Map.of("path", file.toString()))));
        JsonNode outside = call(tiers, "files__read_text_file", Map.of("path", "/etc/passwd"));
        assertTrue(outside.path("isError").asBoolean(), outside::toString);
    }

    @ParameterizedTest
    @EnumSource
    void memoryKeepsWhatItIsTold(Tiers tiers) {
        String name = "Ada of tier " + tiers;

        call(
                tiers,
                "memory__create_entities",
                Map.of(
                        "entities",
                        List.of(Map.of("name", name, "entityType", "person", "observations", List.of("counts")))));

        JsonNode graph = call(tiers, "memory__read_graph", Map.of());
        assertTrue(graph.at("/structuredContent/entities").toString().contains(name), graph::toString);
    }

    @ParameterizedTest
    @EnumSource
    void thoughtsAreCounted(Tiers tiers) {
        JsonNode result = call(
                tiers,
                "thinking__sequentialthinking",
                Map.of("thought", "It floats.", "thoughtNumber", 1, "totalThoughts", 3, "nextThoughtNeeded", true));

        assertEquals(1, result.at("/structuredContent/thoughtHistoryLength").asInt(), result::toString);
        assertEquals(3, result.at("/structuredContent/totalThoughts").asInt(), result::toString);
    }

    @ParameterizedTest
    @EnumSource
    void everythingGivesImagesAndStructure(Tiers tiers) {
        JsonNode image = call(tiers, "everything__get-tiny-image", Map.of()).path("content");
        assertTrue(
                image.findValuesAsText("type").contains("image")
                        && image.findValuesAsText("mimeType").contains("image/png"),
                image::toString);
        JsonNode weather = call(tiers, "everything__get-structured-content", Map.of("location", "Chicago"));
        assertTrue(weather.at("/structuredContent/temperature").isNumber(), weather::toString);
    }

    @ParameterizedTest
    @EnumSource
    void everythingReportsUpdatesOfASubscribedResource(Tiers tiers) {
        String uri = "demo://resource/dynamic/text/1";
        RawClient client = client(tiers);
        try (RawEvents events = client.events()) {
            client.ask("resources/subscribe", "{\"uri\":\"" + uri + "\"}");
            call(tiers, "everything__toggle-subscriber-updates", Map.of());

            events.await("notifications/resources/updated", uri, Duration.ofSeconds(30));

            call(tiers, "everything__toggle-subscriber-updates", Map.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void inspectorCallsToolsOfSeveralServers(Tiers tiers) {
        String url = tiers.product().url("/projects/demo/mcp");

        String git = Inspector.atUrl(
                tiers.product(),
                "http",
                url,
                "--method",
                "tools/call",
                "--tool-name",
                "git__git_log",
                "--tool-arg",
                "repo_path=" + FOLDER.resolve("repository"));
        assertTrue(git.contains("Put the boat into the water"), git);
        String tools = Inspector.atUrl(tiers.product(), "http", url, "--method", "tools/list");
        assertTrue(tools.contains("\"fetch__fetch\"") && tools.contains("\"thinking__sequentialthinking\""), tools);
    }

    /** What a server says of itself is the same at it and through both tiers. */
    @Test
    void listsOfEachServerAreTheSameThroughBothTiers() {
        for (String server : List.of("everything", "files", "memory", "thinking", "time", "fetch", "git")) {
            try (RawClient one = new RawClient(TIERS.plane.url("/servers/" + server + "/mcp"));
                    RawClient two = new RawClient(TIERS.proxy.url("/servers/" + server + "/mcp"))) {
                for (String list :
                        List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
                    assertEquals(result(one, list), result(two, list), server + " " + list);
                }
                assertEquals(one.hello().path("serverInfo"), two.hello().path("serverInfo"), server);
                assertEquals(one.hello().path("capabilities"), two.hello().path("capabilities"), server);
            }
        }
    }

    private static JsonNode result(RawClient client, String method) {
        JsonNode answer = tree(client.ask(method).getLast());
        return answer.has("result") ? answer.path("result") : answer.path("error");
    }

    private static JsonNode call(Tiers tiers, String tool, Map<String, Object> arguments) {
        String answer =
                client(tiers).call(tool, JSON.valueToTree(arguments).toString()).getLast();
        JsonNode result = tree(answer).path("result");
        assertTrue(result.has("content"), answer);
        return result;
    }

    private static String text(JsonNode result) {
        return String.join("\n", result.path("content").findValuesAsText("text"));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }
}
