package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proxy models in the whole product, in front of a published server that reads files and one of our own. */
@Tag("real-server")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyModelsTest {
    private static final Pattern RESULT_ID = Pattern.compile("_resultId: ([a-z0-9]{12,})");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Product PRODUCT = Product.fresh();

    @BeforeAll
    static void start() throws IOException {
        Npm.require();
        PRODUCT.up();
        Path files = Files.createDirectory(PRODUCT.home().resolve("documents"));
        Files.writeString(files.resolve("long.txt"), lines(2_000));
        Files.writeString(files.resolve("items.json"), items(50));
        pipeline("split", "{name: split, spec: {stages: [{type: section-split}]}}");
        PRODUCT.apply("""
                kind: server
                name: files
                transport: STDIO
                command: [npx, --prefer-offline, -y, '@modelcontextprotocol/server-filesystem', '%s']
                ---
                kind: server
                name: pipe
                transport: STDIO
                command: %s
                ---
                {kind: project, name: pages, proxyModel: content-pipeline, servers: [files, pipe]}
                ---
                {kind: project, name: sections, proxyModel: split, servers: [files]}
                ---
                {kind: project, name: single, servers: [files, pipe], serverOverrides: {files: {proxyModel: split}}}
                ---
                {kind: project, name: lost, proxyModel: not-there, servers: [pipe]}
                ---
                {kind: project, name: plain, servers: [files, pipe]}
                """.formatted(files, Fixture.overStdio())).exits(0);
        PRODUCT.awaitHealthy(2);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static void pipeline(String name, String yaml) throws IOException {
        Path folder = Files.createDirectories(PRODUCT.home().resolve("proxymodels"));
        Files.writeString(folder.resolve(name + ".yaml"), yaml);
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "This is line " + i + ".\n")
                .collect(Collectors.joining());
    }

    private static String items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"name\": \"item" + i + "\", \"text\": \"" + "t".repeat(600) + "\"}")
                .collect(Collectors.joining(",\n", "[", "]"));
    }

    private static String get(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(PRODUCT.url(path)))
                    .timeout(SOON)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new AssertionError("no answer from " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static RawClient at(String project) {
        return new RawClient(PRODUCT.url("/projects/" + project + "/mcp"));
    }

    private static String read(RawClient client, String file, String more) {
        Path path = PRODUCT.home().resolve("documents").resolve(file);
        return text(client.call("files__read_text_file", "{\"path\":\"" + path + "\"" + more + "}")
                .getLast());
    }

    private static String text(String answer) {
        try {
            JsonNode content = JSON.readTree(answer).path("result").path("content");
            assertTrue(content.isArray(), answer);
            return content.path(0).path("text").asText();
        } catch (IOException e) {
            throw new AssertionError(answer, e);
        }
    }

    private static String drill(String table, String section) {
        Matcher matcher = RESULT_ID.matcher(table);
        assertTrue(matcher.find(), table);
        return ",\"_resultId\":\"" + matcher.group(1) + "\",\"_section\":\"" + section + "\"";
    }

    @Test
    void aLongFileIsATableOfPagesThatTogetherAreTheFile() {
        try (RawClient client = at("pages")) {
            String table = read(client, "long.txt", "");
            StringBuilder pages = new StringBuilder();
            for (int page = 1; table.contains("- " + page + ": Page"); page++) {
                pages.append(read(client, "long.txt", drill(table, Integer.toString(page))));
            }

            assertTrue(table.length() < 1_000, table);
            assertEquals(lines(2_000), pages.toString());
        }
    }

    @Test
    void aFileOfJsonIsSplitByItsElements() {
        try (RawClient client = at("sections")) {
            String table = read(client, "items.json", "");
            String item = read(client, "items.json", drill(table, "item42"));

            assertTrue(table.contains("- item49: item49"), table);
            assertTrue(item.startsWith("{\"name\": \"item42\"") && item.endsWith("}"), item);
        }
    }

    @Test
    void anOverrideConcernsItsServerOnly() {
        String text = "\\n## One\\n" + "x".repeat(3_000) + "\\n## Two\\n" + "y".repeat(3_000);
        try (RawClient client = at("single")) {
            assertTrue(read(client, "items.json", "").contains("- item0: item0"));
            String echo =
                    client.call("pipe__echo", "{\"message\":\"" + text + "\"}").getLast();
            assertFalse(echo.contains("_resultId"), echo);
        }
    }

    @Test
    void aModelThatIsNotThereIsNamedAndOtherProjectsWork() {
        try (RawClient lost = at("lost");
                RawClient plain = at("plain")) {
            String refused = lost.ask("tools/list").getLast();

            assertTrue(refused.contains("-32603") && refused.contains("proxy model \\\"not-there\\\""), refused);
            assertTrue(refused.contains("content-pipeline"), refused);
            assertEquals(lines(2_000), read(plain, "long.txt", ""));
        }
    }

    @Test
    void aPipelineTakesEffectWhenItsFileDoesAndABrokenOneLeavesTheLastGood() throws IOException {
        PRODUCT.apply("{kind: project, name: later, proxyModel: later, servers: [files]}")
                .exits(0);
        try (RawClient client = at("later")) {
            assertTrue(client.ask("tools/list").getLast().contains("-32603"));

            pipeline("later", "{name: later, spec: {stages: [{type: paginate, config: {pageSize: 1000}}]}}");
            Wait.until(
                    "the pipeline is there",
                    SOON,
                    () -> client.ask("tools/list").getLast().contains("read_text"),
                    () -> "");
            assertTrue(read(client, "long.txt", "").contains("- 30: Page 30"));

            pipeline("later", "{name: later, spec: {stages: nothing}}");
            Wait.until(
                    "it is told what is wrong",
                    SOON,
                    () -> get("/proxymodels/later").contains("spec.stages is no list"),
                    () -> get("/proxymodels/later"));
            assertTrue(read(client, "long.txt", "").contains("- 30: Page 30"));
        }
    }

    @Test
    void modelsAndStagesAreListed() throws IOException {
        pipeline("wrong", "{name: wrong, spec: {stages: [{tpye: x}]}}");

        String models = HttpText.post(PRODUCT.url("/proxymodels/reload"), "");
        JsonNode split = JSON.readTree(get("/proxymodels/split"));

        assertTrue(models.contains("spec.stages[0].tpye is not known"), models);
        assertEquals("pipeline", split.path("type").asText());
        assertEquals(
                "content-pipeline", split.path("hooks").path("onToolCallAfter").asText());
        assertTrue(get("/proxymodels/stages").contains("\"section-split\""));
        assertTrue(get("/proxymodels").contains("\"content-pipeline\""));
        assertTrue(get("/proxymodels/unknown").contains("proxy model \\\"unknown\\\" is not known"));
    }

    @Test
    void callsOfPlugInsAreCounted() throws IOException {
        try (RawClient client = at("pages")) {
            read(client, "long.txt", "");
        }
        JsonNode daemon = JSON.readTree(Files.readString(PRODUCT.home().resolve("run/daemon.json")));

        String metrics = new RestClient(daemon).get("/metrics").body();

        assertTrue(
                metrics.contains("\"stage/paginate\"") && metrics.contains("\"proxymodel/content-pipeline\""), metrics);
    }
}
