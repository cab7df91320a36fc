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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files dropped into the folder of stages while the product runs, in front of a published server. */
@Tag("real-server")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StageFilesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXAMPLES = Path.of("../../examples/stages");
    private static final Product PRODUCT = Product.fresh();

    @BeforeAll
    static void start() throws IOException {
        Npm.require();
        PRODUCT.up();
        pipeline("of-java", "shout-lines");
        pipeline("of-js", "first-lines");
        PRODUCT.apply("""
                kind: server
                name: everything
                transport: STDIO
                command: [npx, --prefer-offline, -y, '@modelcontextprotocol/server-everything', stdio]
                ---
                {kind: project, name: of-java, proxyModel: of-java, servers: [everything]}
                ---
                {kind: project, name: of-js, proxyModel: of-js, servers: [everything]}
                """).exits(0);
        PRODUCT.awaitHealthy(1);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static void pipeline(String name, String stage) throws IOException {
        Path folder = Files.createDirectories(PRODUCT.home().resolve("proxymodels"));
        Files.writeString(
                folder.resolve(name + ".yaml"), "{name: " + name + ", spec: {stages: [{type: " + stage + "}]}}");
    }

    /** Written beside and moved, as editors do. */
    private static void drop(String file, String text) throws IOException {
        Path folder = PRODUCT.home().resolve("stages");
        Path draft = Files.writeString(folder.resolve("." + file), text);
        Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
        Files.move(
                draft,
                folder.resolve(file),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String example(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file));
    }

    private static String echo(String project, String message) {
        try (RawClient client = new RawClient(PRODUCT.url("/projects/" + project + "/mcp"))) {
            String answer = client.call("everything__echo", "{\"message\":" + JSON.valueToTree(message) + "}")
                    .getLast();
            return JSON.readTree(answer).at("/result/content/0/text").asText(answer);
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
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

    private static void awaitEcho(String what, String project, String message, String wanted) {
        Wait.until(
                what,
                SOON,
                () -> echo(project, message).equals(wanted),
                () -> echo(project, message) + "\n" + get("/proxymodels/stages"));
    }

    private static void awaitTold(String words) {
        Wait.until(
                "it is told what is wrong",
                SOON,
                () -> get("/proxymodels/stages").contains(words),
                () -> get("/proxymodels/stages"));
    }

    private static String log() throws IOException {
        return Files.readString(PRODUCT.home().resolve("logs/daemon.log"));
    }

    @Test
    void aJavaFileIsAStageBreaksKeepsItsLastGoodVersionAndGoes() throws IOException {
        assertEquals("Echo: before", echo("of-java", "before"));

        drop("ShoutLines.java", example("ShoutLines.java"));
        awaitEcho("the stage is there", "of-java", "one", "ECHO: ONE");

        drop("ShoutLines.java", example("ShoutLines.java").replace("return ", "retrun "));
        awaitTold("ShoutLines.java:");
        assertEquals("ECHO: TWO", echo("of-java", "two"));
        assertTrue(get("/proxymodels/of-java").contains("ShoutLines.java:"), get("/proxymodels/of-java"));
        assertTrue(log().contains("ShoutLines.java:"));

        Files.delete(PRODUCT.home().resolve("stages/ShoutLines.java"));
        awaitEcho("the stage is gone", "of-java", "three", "Echo: three");
        assertFalse(get("/proxymodels/stages").contains("ShoutLines"));
        Wait.until(
                "no class of it in memory",
                SOON,
                () -> !PRODUCT.classesInMemory().contains("ShoutLines"),
                PRODUCT::classesInMemory);
    }

    @Test
    void aJavaScriptFileIsAStageBreaksKeepsItsLastGoodVersionAndGoes() throws IOException {
        drop("first-lines.js", example("first-lines.js"));
        awaitEcho("the stage is there", "of-js", "1\n2\n3\n4\n5", "Echo: 1\n2\n3\n(2 more lines)");

        drop("first-lines.js", "let x = 1;\nexport default funktion () {}");
        awaitTold("first-lines.js:2: ");
        assertEquals("Echo: 1\n2\n3\n(1 more lines)", echo("of-js", "1\n2\n3\n4"));

        PRODUCT.run("get", "stages").exits(0).says("first-lines").says("file");
        PRODUCT.run("describe", "stage", "first-lines").exits(0).says("first-lines.js:2: ");
        JsonNode model = JSON.readTree(
                PRODUCT.run("get", "proxymodel", "of-js", "-o", "json").exits(0).stdout());
        assertTrue(model.at("/errors/0").asText().startsWith("first-lines.js:2: "), model.toString());

        Files.delete(PRODUCT.home().resolve("stages/first-lines.js"));
        awaitEcho("the stage is gone", "of-js", "1\n2\n3\n4\n5", "Echo: 1\n2\n3\n4\n5");
    }

    @Test
    void aJavaFileThatOthersMayWriteToIsRefusedUntilTheyMayNot() throws IOException {
        Path file = PRODUCT.home().resolve("stages/Open.java");
        Files.writeString(file, example("ShoutLines.java").replace("ShoutLines", "Open"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        awaitTold("Open.java: others than its owner may read or write it");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Wait.until(
                "it is used now",
                SOON,
                () -> get("/proxymodels/stages").contains("\"active\":true,\"errors\":[],\"file\":\"Open.java\""),
                () -> get("/proxymodels/stages"));
    }
}
