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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Values of secrets are planted, servers are run with them, and then they are looked for wherever they must not be. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanaryTest {
    private static final String CANARY = "canary-";
    private static final String ENV = CANARY + "env-Jx81kQ0z";
    private static final String HEADER = CANARY + "header-Pw57rT3m";
    private static final String UNUSED = CANARY + "unused-Lb29nV6c";
    private static final Product PRODUCT = Product.fresh();
    private static final List<String> VIEWS = List.of("", "?view=apply", "?view=table", "?view=wide");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void plant() throws IOException {
        try (Stream<Path> found = Stream.of(System.getenv("PATH").split(":")).map(p -> Path.of(p, "python3"))) {
            if (found.noneMatch(Files::isExecutable)) {
                throw Required.missing("python3 on the PATH");
            }
        }
        PRODUCT.up();
        PRODUCT.apply(documents("http://127.0.0.1:9")).exits(0);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static String documents(String far) {
        String script = Product.ROOT
                .resolve("runtime/tests/src/test/resources/leaky.py")
                .toString();
        return """
                kind: secret
                name: plants
                data: {env: %s, header: %s, unused: %s}
                ---
                kind: server
                name: leaky
                command: [python3, %s]
                env: [{name: TOKEN, valueFrom: {secretRef: {name: plants, key: env}}}]
                ---
                kind: server
                name: broken
                command: [python3, %s]
                env:
                  - {name: TOKEN, valueFrom: {secretRef: {name: plants, key: env}}}
                  - {name: FAIL, value: "yes"}
                ---
                kind: server
                name: far
                externalUrl: %s/mcp
                headers: [{name: Authorization, valueFrom: {secretRef: {name: plants, key: header}}}]
                ---
                kind: server
                name: rude
                externalUrl: %s/rude/mcp
                headers: [{name: Authorization, valueFrom: {secretRef: {name: plants, key: header}}}]
                ---
                kind: project
                name: demo
                servers: [leaky]
                """.formatted(ENV, HEADER, UNUSED, script, script, far, far);
    }

    @Test
    @Order(1)
    void theServersGetTheirSecrets() throws IOException {
        try (HeaderServer far = new HeaderServer()) {
            PRODUCT.apply(documents(far.url(""))).exits(0);

            awaitInstance("leaky-0", "\"healthy\"");
            awaitInstance("far-0", "\"healthy\"");
            awaitInstance("rude-0", "probe failed");
            awaitInstance("broken-0", "ERROR");

            assertEquals(java.util.Set.of(HEADER), far.seen);
            PRODUCT.run("call", "leaky__length", "-p", "demo").exits(0).says("length " + ENV.length());
            awaitInstance("rude-0", "I do not take ***");
            nothingIn("instances", PRODUCT.run("get", "instances", "-o", "json").stdout());
        }
    }

    @Test
    @Order(2)
    void logsAndFailuresShowMasksInstead() {
        PRODUCT.run("logs", "leaky").exits(0).says("starting with ***").says("in parts ***");
        PRODUCT.run("describe", "server", "broken").exits(0).says("lastFailure").says("cannot log in with ***");
        nothingIn("log", PRODUCT.run("logs", "leaky").toString());
        nothingIn("description", PRODUCT.run("describe", "server", "broken").toString());
    }

    @Test
    @Order(2)
    void whatServersWriteReachesTheDiskWithMasksOnly() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(PRODUCT.home().resolve("logs/servers"))) {
            files = all.filter(Files::isRegularFile).toList();
        }

        StringBuilder written = new StringBuilder();
        for (Path file : files) {
            written.append(Files.readString(file));
        }
        nothingIn(files.toString(), written.toString());
        assertTrue(written.toString().contains("starting with ***"), written::toString);
        assertTrue(written.toString().contains("in parts ***"), written::toString);
    }

    @Test
    @Order(3)
    void noAnswerOfTheControlPlaneHoldsAValue() throws Exception {
        JsonNode kinds = new ObjectMapper().readTree(get("/api/v1/kinds"));
        List<String> paths = new ArrayList<>(List.of(
                "/health",
                "/healthz",
                "/api/v1/kinds",
                "/api/v1/openapi.json",
                "/api/v1/audit-logs",
                "/api/v1/audit/events",
                "/api/v1/audit/sessions",
                "/api/v1/metrics"));
        for (JsonNode kind : kinds) {
            String list = "/api/v1/" + kind.path("plural").asText();
            VIEWS.forEach(view -> paths.add(list + view));
            for (JsonNode resource : new ObjectMapper().readTree(get(list))) {
                VIEWS.forEach(view -> paths.add(list + "/" + resource.path("id").asText() + view));
            }
        }
        for (String instance : List.of("leaky-0", "broken-0", "far-0", "rude-0")) {
            paths.add("/api/v1/instances/" + instance + "/logs");
            paths.add("/api/v1/instances/" + instance + "/inspect");
        }
        assertTrue(paths.size() > 50, paths::toString);
        for (String path : paths) {
            nothingIn(path, get(path));
        }
        for (String word : List.of("secrets", "servers", "instances", "projects", "secretbackends")) {
            nothingIn(word, PRODUCT.run("get", word, "-o", "yaml").exits(0).stdout());
        }
    }

    @Test
    @Order(4)
    void onlyAnExplicitRevealShowsValues() throws Exception {
        assertTrue(get("/api/v1/secrets/plants?reveal=true").contains(UNUSED));
        assertTrue(get("/api/v1/secrets/plants/reveal").contains(UNUSED));
        assertFalse(get("/api/v1/secrets?reveal=true").contains(CANARY));
        assertFalse(get("/api/v1/servers/leaky?reveal=true").contains(CANARY));
    }

    @Test
    @Order(5)
    void noCommandLineOfAnyProcessHoldsAValue() {
        List<HomeProcess> processes = PRODUCT.processes();

        assertTrue(processes.stream().anyMatch(p -> p.command().contains("leaky.py")), processes::toString);
        processes.forEach(process -> nothingIn("process " + process.pid(), process.command()));
    }

    @Test
    @Order(6)
    void aSecretInUseIsNotDeletedUnlessForced() throws Exception {
        HttpResponse<String> refused = send("/api/v1/secrets/plants", "DELETE", "");

        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains("server 'leaky' (env TOKEN)"), refused::body);
        assertTrue(refused.body().contains("server 'far' (header Authorization)"), refused::body);
        nothingIn("refusal", refused.body());
    }

    @Test
    @Order(7)
    void aChangedSecretAsksForARestart() throws Exception {
        assertFalse(get("/api/v1/servers/leaky").contains("restartNeeded"));

        send("/api/v1/secrets/plants", "PUT", "{\"data\":{\"env\":\"" + ENV + "2\"},\"merge\":true}");

        assertTrue(get("/api/v1/servers/leaky").contains("\"restartNeeded\":true"));
        nothingIn("server", get("/api/v1/servers/leaky"));
    }

    @Test
    @Order(8)
    void noFileOfTheHomeHoldsAValue() throws IOException {
        PRODUCT.run("down").exits(0);
        Path dump = Files.createTempFile("mcpctl-dump", ".sql");

        dump(dump);

        String text = Files.readString(dump, StandardCharsets.ISO_8859_1);
        Files.delete(dump);
        assertTrue(text.contains("plants"), "the dump has no secret");
        nothingIn("dump", text);
        List<Path> files;
        try (Stream<Path> all = Files.walk(PRODUCT.home())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertTrue(files.stream().anyMatch(f -> f.toString().endsWith(".mv.db")), files::toString);
        assertTrue(files.stream().anyMatch(f -> f.toString().endsWith("daemon.log")), files::toString);
        for (Path file : files) {
            nothingIn(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    @Order(9)
    void withAnotherMasterKeyTheDaemonSaysSoAndDoesNotStart() throws IOException {
        Path key = PRODUCT.home().resolve("keys/master.key");
        String right = Files.readString(key);
        Files.writeString(key, "0".repeat(64));

        PRODUCT.run("up").exits(1).says("secret 'plants' was encrypted with the master key");
        Files.delete(key);
        PRODUCT.run("up").exits(1).says("master.key is missing");
        assertFalse(Files.exists(key));

        Files.writeString(key, right);
        PRODUCT.run("up").exits(0);
        awaitInstance("leaky-0", "\"healthy\"");
        PRODUCT.run("call", "leaky__length", "-p", "demo").says("length");
    }

    private static void dump(Path file) throws IOException {
        Path bundles = Product.ROOT.resolve("runtime/target/standalone/bundles");
        Path h2;
        try (Stream<Path> jars = Files.list(bundles)) {
            h2 = jars.filter(jar -> jar.getFileName().toString().startsWith("h2-"))
                    .findFirst()
                    .orElseThrow();
        }
        // A copy: opened with other settings than the product's, a database may be changed.
        Path copy = Files.createTempDirectory("mcpctl-copy");
        Files.copy(PRODUCT.home().resolve("db/mcpctl.mv.db"), copy.resolve("mcpctl.mv.db"));
        Run.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                h2.toString(),
                                "org.h2.tools.Script",
                                "-url",
                                "jdbc:h2:file:" + copy.resolve("mcpctl")
                                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH",
                                "-user",
                                "mcpctl",
                                "-script",
                                file.toString()),
                        PRODUCT.home(),
                        Map.of(),
                        "",
                        Duration.ofSeconds(60))
                .exits(0);
        Folders.delete(copy);
    }

    private static void awaitInstance(String name, String sign) {
        Wait.until(
                name + " with " + sign,
                Duration.ofSeconds(90),
                () -> PRODUCT.run("get", "instance", name, "-o", "json")
                        .stdout()
                        .contains(sign),
                () -> PRODUCT.run("get", "instances", "-o", "yaml").toString());
    }

    private static void nothingIn(String where, String text) {
        int at = text.indexOf(CANARY);
        assertEquals(-1, at, () -> where + ": ..." + text.substring(Math.max(0, at - 80), at + 20));
    }

    private static String get(String path) throws Exception {
        return send(path, "GET", "").body();
    }

    private static HttpResponse<String> send(String path, String method, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(PRODUCT.url(path)))
                        .header(
                                "Authorization",
                                "Bearer " + PRODUCT.daemon().path("token").asText())
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
