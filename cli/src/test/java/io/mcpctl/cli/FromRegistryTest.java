package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers from registries: nothing happens before somebody has seen what it would be. */
class FromRegistryTest {
    private static final String DEFINITION = "POST /api/v1/registry/servers/official/definition";
    private static final String RECORD = """
            {"source":"official","id":"io.example/weather","description":"Forecasts","suggestedName":"weather",
             "packages":[{"type":"npm","usable":true,"inputs":[]},
                         {"type":"remote","usable":true,"inputs":[{"name":"tenant","description":"Yours","required":true,"secret":false,"choices":[]}]}],
             "envTemplate":[{"name":"WEATHER_API_KEY","description":"Key","required":true,"secret":true,"choices":[]},
                            {"name":"region","description":"Where","required":true,"secret":false,"choices":[]}]}""";
    private static final String PROPOSAL = """
            {"server":{"description":"Forecasts \\u001b[2J","packageName":"@example/weather@1.2.0","runtime":"node","args":["--region","north"],
             "env":[{"name":"WEATHER_API_KEY","valueFrom":{"secretRef":{"name":"w-env","key":"WEATHER_API_KEY"}}},{"name":"LANG","value":"en"}],
             "source":{"kind":"registry","name":"official:io.example/weather","version":"1.2.0"}},
             "notes":["arguments for npx itself are not taken over"]}""";
    private final ScriptedDaemon daemon;

    FromRegistryTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home)
                .on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL)
                .on("GET /api/v1/registry/servers/official?id=io.example%2Fweather", 200, RECORD)
                .on(DEFINITION, 200, PROPOSAL)
                .on("POST /api/v1/servers?dryRun=true", 200, "{\"name\":\"w\"}")
                .on("POST /api/v1/servers", 201, "{\"name\":\"w\"}")
                .on("POST /api/v1/secrets", 201, "{\"name\":\"w-env\"}");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private int create(String... more) {
        List<String> line =
                new ArrayList<>(List.of("create", "server", "w", "--from-registry", "official:io.example/weather"));
        line.addAll(List.of(more));
        return daemon.run(line.toArray(String[]::new));
    }

    private List<String> stored() {
        return daemon.lines("POST").stream()
                .filter(line -> !line.equals(DEFINITION) && !line.endsWith("dryRun=true"))
                .toList();
    }

    @Test
    void valuesAreSentSecretsAreReferredToAndTheRestOfTheLineLiesOverIt() throws IOException {
        int exitCode = create(
                "--yes",
                "--env",
                "WEATHER_API_KEY=geheim",
                "--env",
                "region=north",
                "--env",
                "LANG=de",
                "--replicas",
                "0");

        assertEquals(0, exitCode, daemon.err);
        assertEquals(Json.read("""
                        {"id":"io.example/weather","values":{"region":"north"},
                         "secrets":{"WEATHER_API_KEY":{"name":"w-env","key":"WEATHER_API_KEY"}}}"""), daemon.last(DEFINITION).json());
        assertEquals(
                "geheim",
                daemon.last("POST /api/v1/secrets")
                        .json()
                        .path("data")
                        .path("WEATHER_API_KEY")
                        .asText());
        JsonNode server = daemon.last("POST /api/v1/servers").json();
        assertEquals("w", server.path("name").asText());
        assertEquals("@example/weather@1.2.0", server.path("packageName").asText());
        assertEquals(0, server.path("replicas").asInt());
        assertEquals("registry", server.path("source").path("kind").asText());
        assertEquals(Json.read("""
                        [{"name":"WEATHER_API_KEY","valueFrom":{"secretRef":{"name":"w-env","key":"WEATHER_API_KEY"}}},
                         {"name":"LANG","value":"de"}]"""), server.path("env"));
        assertTrue(daemon.err.contains("Note: arguments for npx itself are not taken over"), daemon.err);
        assertFalse((daemon.out + daemon.err).contains("geheim"), daemon.err);
    }

    @Test
    void withoutYesAndWithoutATerminalItIsOnlyShown() {
        assertEquals(2, create("--env-from-secret", "WEATHER_API_KEY=keys/weather", "--env", "region=north"));

        assertTrue(daemon.err.contains("packageName: "), daemon.err);
        assertTrue(daemon.err.contains("nothing was created") && daemon.err.contains("--yes"), daemon.err);
        assertFalse(daemon.err.contains("\u001b"), daemon.err);
        assertEquals(List.of(), stored());
    }

    @Test
    void aPersonIsAskedForWhatIsMissingAndWhetherItIsMeant() {
        daemon.person = true;
        daemon.input = "north\nn\n";
        assertEquals(1, create("--env-from-secret", "WEATHER_API_KEY=keys/weather"));

        assertTrue(daemon.err.contains("region (Where): "), daemon.err);
        assertTrue(daemon.err.contains("Create this server? [y/N]"), daemon.err);
        assertTrue(daemon.err.contains("Error: nothing was created"), daemon.err);
        assertEquals(List.of(), stored());

        daemon.input = "north\ny\n";
        assertEquals(0, create("--env-from-secret", "WEATHER_API_KEY=keys/weather"), daemon.err);
        assertEquals(List.of("POST /api/v1/servers"), stored());
    }

    @Test
    void anotherWayIsAskedForWithItsOwnInputs() throws IOException {
        assertEquals(0, create("--yes", "--as", "remote", "--env", "tenant=acme"), daemon.err);

        assertEquals(
                Json.read(
                        "{\"id\":\"io.example/weather\",\"type\":\"remote\",\"values\":{\"tenant\":\"acme\"},\"secrets\":{}}"),
                daemon.last(DEFINITION).json());
    }

    @Test
    void whatIsMissingIsReportedAndNothingIsStored() {
        assertEquals(1, create("--yes"));
        assertTrue(daemon.err.contains("WEATHER_API_KEY, region"), daemon.err);
        assertEquals(List.of(), daemon.lines("POST"));
    }

    @Test
    void aLineThatNamesNoServerOfARegistryIsRefused() {
        assertEquals(2, daemon.run("create", "server", "w", "--from-registry", "weather"));
        assertTrue(daemon.err.contains("<registry>:<id>"), daemon.err);
        assertEquals(2, create("--from-template", "wiki"));
        assertTrue(daemon.err.contains("exclude each other"), daemon.err);
        daemon.on(
                "GET /api/v1/registry/servers/npm?id=x",
                400,
                "{\"status\":400,\"detail\":\"registry \\\"npm\\\" is not known; known are official, glama, smithery\"}");
        assertEquals(1, daemon.run("create", "server", "w", "--from-registry", "npm:x", "--yes"));
        assertTrue(daemon.err.contains("known are official"), daemon.err);
        assertEquals(List.of(), daemon.lines("POST"));
    }
}
