package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users get wrong: the answer says what, where and what to do, and nothing else is harmed. */
class BadInputTest {
    private static final Product PRODUCT = Product.fresh();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private static Path files = Path.of("");

    @BeforeAll
    static void start() {
        PRODUCT.up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "unknown key     | packagName: x             | 7: the key \"packagName\" is not known, did you mean \"packageName\"",
                "wrong type      | replicas: many            | 7: \"replicas\" must be of the type integer",
                "repeated key    | name: again               | 7: the key \"name\" is given twice",
                "broken YAML     | 'args: [\"unfinished'     | this is not YAML",
                "duplicate name  | '---\nkind: server\nname: bad' | is also defined at",
                "unknown kind    | '---\nkind: sever\nname: other' | 8: the kind \"sever\" is not known, did you mean \"server\"",
            })
    void wrongDocumentsAreRefusedWithTheirLineAndNothingIsApplied(String what, String wrong, String message)
            throws IOException {
        Path file = Files.writeString(
                files.resolve("bad.yaml"),
                "kind: server\nname: good\nreplicas: 0\n---\nkind: server\nname: bad\n" + wrong + "\n");

        Run apply = PRODUCT.run("apply", "-f", file.toString())
                .exits(1)
                .says(file + ":")
                .says(message);

        assertEquals("", apply.stdout(), what);
        assertEquals(
                "[]",
                PRODUCT.run("get", "servers", "-o", "json").exits(0).json().toString());
    }

    @Test
    void aPackageThatDoesNotExistIsAnErrorOfItsInstanceAlone() {
        Npm.require();
        PRODUCT.apply("""
                        kind: server
                        name: ghost
                        runtime: node
                        packageName: "@mcpctl-tests/does-not-exist-anywhere"
                        ---
                        kind: server
                        name: memory
                        runtime: node
                        packageName: "@modelcontextprotocol/server-memory"
                        """).exits(0);

        Wait.until( // until its replacement starts, a second later at first
                "ghost-0 in ERROR with the reason",
                Duration.ofSeconds(60),
                () -> PRODUCT.run("describe", "instance", "ghost-0").stdout().contains("E404"),
                this::instances);
        PRODUCT.run("describe", "server", "ghost")
                .exits(0)
                .says("lastFailure")
                .says("404 Not Found")
                .says("nextRetryAt");
        PRODUCT.run("logs", "ghost").exits(0).says("npm error code E404");
        Wait.until(
                "memory-0 healthy", Duration.ofSeconds(60), () -> instances().contains("\"healthy\""), this::instances);

        PRODUCT.run("delete", "server", "ghost", "memory").exits(0);
        Wait.until("no instance left", Duration.ofSeconds(20), () -> instances().equals("[]"), this::instances);
    }

    @Test
    void aWrongOrMissingBearerIsRefused() throws Exception {
        for (HttpRequest.Builder request : new HttpRequest.Builder[] {
            request("/api/v1/servers"),
            request("/api/v1/servers").header("Authorization", "Bearer wrong"),
            request("/servers/any/mcp")
                    .header("Authorization", "Bearer wrong")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
        }) {
            HttpResponse<String> answer = send(request);

            assertEquals(401, answer.statusCode());
            assertTrue(
                    answer.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Bearer"));
            assertTrue(answer.body().contains("bearer"), answer.body());
        }
        assertEquals(
                200,
                send(request("/api/v1/servers")
                                .header(
                                        "Authorization",
                                        "Bearer "
                                                + PRODUCT.daemon().path("token").asText()))
                        .statusCode());
    }

    @Test
    void aSecondDaemonForTheSameHomeIsRefused() throws IOException {
        Path announcement = PRODUCT.home().resolve("run/daemon.json");
        String before = Files.readString(announcement);

        PRODUCT.neighbour().run("up", "--foreground").exits(1).says("is in use by another daemon");

        assertEquals(before, Files.readString(announcement));
        PRODUCT.run("get", "servers").exits(0);
    }

    @Test
    void theHomeIsForItsOwnerOnly() throws IOException {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(PRODUCT.home())));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(PRODUCT.home().resolve("run/daemon.json"))));
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingIsLeft() throws IOException {
        try (Product other = Product.fresh();
                ServerSocket taken = new ServerSocket(other.port(), 1, InetAddress.getLoopbackAddress())) {
            other.run("up").exits(1).says("port " + taken.getLocalPort()).says("--port");

            other.awaitNoProcess();
            assertFalse(Files.exists(other.home().resolve("run/daemon.json")));
        }
    }

    @Test
    void withoutADaemonTheHintIsUp() {
        try (Product none = Product.fresh()) {
            Run get = none.run("get", "servers")
                    .exits(6)
                    .says("cannot be reached")
                    .says("`mcpctl up` starts it");

            assertEquals("", get.stdout());
            assertTrue(none.run("get", "servers", "-o", "json")
                    .exits(6)
                    .stderr()
                    .contains("urn:mcpctl:problem:unavailable"));
            none.run("status").exits(6);
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(PRODUCT.url(path))).timeout(LIMIT);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private String instances() {
        return PRODUCT.run("get", "instances", "-o", "json").exits(0).json().toString();
    }
}
