package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.runtime.tests.Conformance.Report;
import io.mcpctl.runtime.tests.Conformance.Suite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients at a proxy whose servers run at a control plane in another process. */
@Tag("real-server")
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoTiersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TwoTiers TIERS = new TwoTiers();
    private static final Fixture FIXTURE = Fixture.start();

    @BeforeAll
    static void start() {
        Npm.installed();
        TIERS.planeUp();
        TIERS.plane.withServers("everything");
        FIXTURE.behind(TIERS.plane);
        TIERS.plane.awaitHealthy(3);
        TIERS.proxyUp();
    }

    @AfterAll
    static void stop() {
        TIERS.close();
        FIXTURE.close();
    }

    private static RawClient through(String server) {
        return new RawClient(TIERS.proxy.url("/servers/" + server + "/mcp"));
    }

    @ParameterizedTest
    @CsvSource({"web, STABLE", "web, SESSIONS", "pipe, STABLE", "pipe, SESSIONS"})
    void theConformanceSuitePassesThroughTwoTiers(String server, Suite suite) {
        Report report = Conformance.run(suite, TIERS.proxy.url("/servers/" + server + "/mcp"));

        assertEquals(List.of(), report.problems());
        assertEquals(suite.scenarios, report.scenarios().size());
    }

    @Test
    void theOfficialClientUsesEveryFeatureOfAPublishedServer() {
        JsonNode used =
                SdkClient.use(TIERS.proxy, "everything__", List.of("http", TIERS.proxy.url("/projects/demo/mcp")));

        assertTrue(used.path("tools").toString().contains("everything__echo"), used::toString);
        assertTrue(used.path("echo").toString().contains("héllo"), used::toString);
        assertEquals(3, used.path("progress").path("steps").size(), used::toString);
        assertTrue(used.path("resource").toString().contains("demo://resource/dynamic/text/7"), used::toString);
        assertTrue(used.path("sampling").toString().contains("forty-two"), used::toString);
        assertTrue(used.path("elicitation").toString().contains("Ada"), used::toString);
        assertTrue(used.path("roots").toString().contains("product-test-root"), used::toString);
        assertTrue(used.path("logging").has("level"), used::toString);
        assertEquals("[\"sampling\",\"elicitation\",\"roots\"]", sorted(used.path("asked")), used::toString);
    }

    /** Servers may ask for the roots more often. */
    private static String sorted(JsonNode asked) {
        StringBuilder text = new StringBuilder("[");
        for (String kind : List.of("sampling", "elicitation", "roots")) {
            if (asked.toString().contains(kind)) {
                text.append(text.length() > 1 ? "," : "")
                        .append('"')
                        .append(kind)
                        .append('"');
            }
        }
        return text.append(']').toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"web", "pipe"})
    void oddMessagesPassUnchanged(String server) {
        try (RawClient direct = new RawClient(FIXTURE.url());
                RawClient client = through(server)) {
            for (String tool : TransparencyTest.ODD) {
                assertEquals(direct.call(tool, "{}"), client.call(tool, "{}"), tool);
            }
        }
    }

    @Test
    void aCancellationReachesTheServer() throws InterruptedException {
        try (RawClient client = through("pipe")) {
            Thread hanging = Thread.ofVirtual().start(() -> client.call(77, "nasty_hang", "{\"key\":\"two\"}"));
            Wait.until(
                    "the server saw it",
                    Duration.ofSeconds(20),
                    () -> {
                        client.cancel(77);
                        return client.call("nasty_seen", "{}").getLast().contains("two enough");
                    },
                    () -> String.valueOf(client.call("nasty_seen", "{}")));
            assertTrue(hanging.join(Duration.ofSeconds(10)), "the cancelled call ends");
        }
    }

    @Test
    void theCommandLineSaysTheSameOnBothWays() {
        for (List<String> command : List.of(
                List.of("get", "servers", "-o", "yaml"),
                List.of("get", "projects", "-o", "json"),
                List.of("describe", "server", "web"))) {
            String[] words = command.toArray(String[]::new);
            assertEquals(withoutAge(TIERS.plane.run(words)), withoutAge(TIERS.proxy.run(words)));
        }
    }

    /** A second may pass between two commands. */
    private static String withoutAge(Run run) {
        return run.exits(0).stdout().replaceAll("(?m) \\d+[smh]\\d*[smh]?$", " some time");
    }

    @Test
    void aResourceIsMadeChangedAndDeletedThroughTheProxy() {
        String document = "kind: project\nname: passed\ndescription: %s\nservers: [web]\n";

        TIERS.proxy.apply(document.formatted("one")).exits(0).says("created");
        assertEquals(
                "one", TIERS.plane.get("project", "passed").path("description").asText());
        TIERS.proxy.apply(document.formatted("two")).exits(0).says("configured");
        TIERS.proxy.run("delete", "project", "passed", "--yes").exits(0);
        TIERS.plane.run("get", "project", "passed").exits(3);
    }

    @Test
    void aChoiceOfToolsIsMadeAtTheControlPlane() {
        TIERS.plane.apply("""
                kind: project
                name: few
                servers: [web]
                ---
                kind: serverattachment
                project: few
                server: web
                tools: {include: [echo]}
                """).exits(0);
        try (RawClient client = new RawClient(TIERS.proxy.url("/projects/few/mcp"))) {
            assertTrue(client.call("web__echo", "{\"message\":\"x\"}").getLast().contains("Echo: x"));
            String refusal = client.call("web__nasty_empty", "{}").getLast();
            assertTrue(refusal.contains("does not offer"), refusal);
        }
    }

    @Test
    void theTrailTellsOfTheClientsSessionAndOfEachCallOnce() {
        TIERS.plane.apply("kind: project\nname: trail\nservers: [web]\n").exits(0);
        try (RawClient client = new RawClient(TIERS.proxy.url("/projects/trail/mcp"))) {
            assertTrue(client.call("web__echo", "{\"message\":\"x\"}").getLast().contains("Echo: x"));
        }

        RestClient plane = TwoTiersRest.of(TIERS.plane);
        String sessions = "/api/v1/audit/events?projectName=trail&eventKind=session_bind";
        Wait.until(
                "both sessions are told",
                LIMIT,
                () -> {
                    String told = plane.get(sessions).body();
                    return told.contains("\"transport\":\"streamable-http\"")
                            && told.contains("\"transport\":\"mcplocal\"");
                },
                () -> plane.get(sessions).body());
        JsonNode calls = RestClient.json(plane.get("/api/v1/audit/events?projectName=trail&eventKind=tool_call_trace"))
                .path("items");
        assertEquals(1, calls.size(), calls::toString);
        assertEquals("web", calls.path(0).path("serverName").asText());
        assertEquals("echo", calls.path(0).path("payload").path("tool").asText());
        assertEquals("owner@example.org", calls.path(0).path("userName").asText());
    }

    @Test
    void healthShowsEveryTier() {
        RestClient proxy = TwoTiersRest.of(TIERS.proxy);
        JsonNode health = TwoTiersRest.json(proxy, "/health");

        assertEquals("connected", health.path("mcpd").path("status").asText(), health::toString);
        assertEquals("owner@example.org", health.path("auth").path("user").asText(), health::toString);
        assertTrue(health.path("instances").size() >= 3, health::toString);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void aSessionOutlivesTheControlPlanesRestart() throws InterruptedException {
        try (RawClient client = through("web")) {
            assertTrue(client.call("echo", "{\"message\":\"before\"}").getLast().contains("Echo: before"));
            String[] broken = new String[1];
            Thread inFlight = Thread.ofVirtual()
                    .start(() -> broken[0] = client.call(900, "nasty_hang", "{\"key\":\"flight\"}")
                            .getLast());
            Wait.until(
                    "the call is under way",
                    LIMIT,
                    () -> client.call("nasty_seen", "{}").getLast().contains("flight begun"),
                    () -> "");
            TIERS.plane.processes().stream()
                    .filter(process -> process.command().contains("io.mcpctl.launcher.Main"))
                    .forEach(HomeProcess::kill);

            assertTrue(inFlight.join(Duration.ofSeconds(20)), "the call in flight fails at once");
            assertTrue(broken[0].contains("mcpd at " + TIERS.plane.url("")), broken[0]);
            Wait.until(
                    "calls say that mcpd cannot be reached, once the last of its connections is closed",
                    LIMIT,
                    () -> client.call("echo", "{\"message\":\"x\"}").getLast().contains("cannot be reached"),
                    () -> "");
            JsonNode health = TwoTiersRest.json(TwoTiersRest.of(TIERS.proxy), "/health");
            Wait.until(
                    "health says so",
                    LIMIT,
                    () -> TwoTiersRest.json(TwoTiersRest.of(TIERS.proxy), "/health")
                            .path("mcpd")
                            .path("status")
                            .asText()
                            .equals("disconnected"),
                    health::toString);

            TIERS.plane.up();
            TIERS.plane.awaitHealthy(3);
            Wait.until(
                    "the session goes on",
                    LIMIT,
                    () -> client.call("echo", "{\"message\":\"after\"}")
                            .getLast()
                            .contains("Echo: after"),
                    () -> client.call("echo", "{\"message\":\"after\"}").toString());
        }
    }
}
