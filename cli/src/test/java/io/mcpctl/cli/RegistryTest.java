package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searching registries, and looking at what they have. */
class RegistryTest {
    private static final String SEARCH = "GET /api/v1/registry/search?query=";
    private static final String WEATHER = """
            {"source":"official","id":"io.example/weather","name":"io.example/weather","description":"Forecasts \\u001b[31mred\\u001b[0m","version":"1.2.0",
             "transport":["stdio"],"packages":[{"type":"npm","identifier":"@example/weather","version":"1.2.0","transport":"stdio","usable":true,"inputs":[],"notes":[]},
             {"type":"mcpb","identifier":"x","transport":"stdio","usable":false,"inputs":[],"notes":[]}],
             "repositoryUrl":"https://github.com/example/weather","envTemplate":[],"popularity":7,"verified":true,"deprecated":false,
             "lastUpdated":"2026-02-05T10:00:00Z","alsoIn":["glama:example/weather"],"suggestedName":"weather"}""".replace("\n", "");
    private static final String TIDES = """
            {"source":"glama","id":"sea/tides","name":"sea/tides","description":"Tides","transport":[],"packages":[],"envTemplate":[],
             "verified":false,"deprecated":true,"alsoIn":[],"suggestedName":"tides"}""".replace("\n", "");
    private final ScriptedDaemon daemon;

    RegistryTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private static String event(String name, String data) {
        return "event: " + name + "\ndata: " + data + "\n\n";
    }

    @Test
    void aSearchIsATableThatGrowsAndFailuresAreTalk() {
        daemon.events(
                SEARCH
                        + "the%20weather&registry=official&registry=glama&transport=stdio&limit=5&verified=true&stream=true",
                event("warning", "{\"registry\":\"smithery\",\"message\":\"wants an API key\"}")
                        + event("servers", "[" + WEATHER + "]")
                        + event("servers", "[" + TIDES + "]")
                        + event("later", "{}")
                        + event("end", "{\"asked\":3,\"failed\":1}"));

        int exitCode = daemon.run(
                "registry",
                "search",
                "the",
                "weather",
                "--registry",
                "official",
                "--registry",
                "glama",
                "--transport",
                "stdio",
                "--limit",
                "5",
                "--verified");

        assertEquals(0, exitCode, daemon.err);
        assertEquals("""
                ID                            AS    VERIFIED   DESCRIPTION
                official:io.example/weather   npm   yes        Forecasts red
                glama:sea/tides               -     -          (deprecated) Tides
                """, daemon.out);
        assertEquals("Warning: smithery wants an API key\n", daemon.err);
    }

    @Test
    void otherFormsComeWholeAndRanked() throws IOException {
        daemon.events(
                SEARCH + "weather&stream=whole",
                event("servers", "[" + WEATHER + "," + TIDES + "]") + event("end", "{\"asked\":1,\"failed\":0}"));
        String[] line = {"registry", "search", "weather", "-o", ""};

        line[4] = "name";
        assertEquals(0, daemon.run(line), daemon.err);
        assertEquals("official:io.example/weather\nglama:sea/tides\n", daemon.out);
        line[4] = "json";
        assertEquals(0, daemon.run(line), daemon.err);
        assertEquals(2, Json.read(daemon.out).size());
        line[4] = "jsonpath={.items[0].suggestedName}";
        assertEquals(0, daemon.run(line), daemon.err);
        assertEquals("weather\n", daemon.out);
        line[4] = "custom-columns=USES:.popularity";
        assertEquals(0, daemon.run(line), daemon.err);
        assertTrue(daemon.out.startsWith("USES\n7\n"), daemon.out);
    }

    @Test
    void registriesOfTheSettingsAreThoseOfEverySearch() {
        daemon.events(SEARCH + "weather&registry=glama&stream=true", event("end", "{\"asked\":1,\"failed\":0}"));
        daemon.run("config", "set", "registries", "glama");

        assertEquals(0, daemon.run("registry", "search", "weather"), daemon.err);
    }

    @Test
    void nothingFoundIsSaidAndNoError() {
        daemon.events(SEARCH + "weather&stream=true", event("end", "{\"asked\":3,\"failed\":0}"));

        assertEquals(0, daemon.run("registry", "search", "weather"));
        assertEquals("", daemon.out);
        assertEquals("No servers found.\n", daemon.err);
    }

    @Test
    void whenAllFailEachHasALineAndTheExitCodeSaysSo() {
        daemon.events(
                SEARCH + "weather&stream=true",
                event("warning", "{\"registry\":\"official\",\"message\":\"did not answer within 10 s\"}")
                        + event("warning", "{\"registry\":\"glama\",\"message\":\"wants an API key\"}")
                        + event("end", "{\"asked\":2,\"failed\":2}"));

        assertEquals(1, daemon.run("registry", "search", "weather"));
        assertEquals(
                List.of(
                        "Warning: official did not answer within 10 s",
                        "Warning: glama wants an API key",
                        "Error: no registry could be searched"),
                daemon.err.lines().toList());
    }

    @Test
    void anUnknownRegistryIsRefusedWithTheKnownOnes() {
        daemon.on(
                SEARCH + "weather&registry=npm&stream=true",
                400,
                "{\"status\":400,\"detail\":\"registry \\\"npm\\\" is not known; known are official, glama, smithery\"}");

        assertEquals(1, daemon.run("registry", "search", "weather", "--registry", "npm"));
        assertTrue(daemon.err.contains("known are official, glama, smithery"), daemon.err);
    }

    @Test
    void whatBreaksOffOrIsRefusedMeanwhileIsAnError() {
        daemon.events(SEARCH + "weather&stream=true", event("servers", "[" + WEATHER + "]"))
                .events(SEARCH + "sun&stream=true", event("error", "8 searches of registries run already"));

        assertEquals(6, daemon.run("registry", "search", "weather"));
        assertTrue(daemon.err.contains("the search broke off"), daemon.err);
        assertEquals(6, daemon.run("registry", "search", "sun"));
        assertTrue(daemon.err.contains("8 searches"), daemon.err);
    }

    @Test
    void limitsAndKeysAreCheckedBeforeAnythingIsAsked() {
        assertEquals(2, daemon.run("registry", "search", "weather", "--limit", "101"));
        assertTrue(daemon.err.contains("1 to 100"), daemon.err);
        assertEquals(2, daemon.run("registry", "search"));
        assertEquals(2, daemon.run("registry", "show", "weather"));
        assertTrue(daemon.err.contains("<registry>:<id>"), daemon.err);
        assertEquals(List.of(), daemon.asked);
    }

    @Test
    void oneServerIsShownWithEverythingAndNothingThatATerminalObeys() {
        daemon.on("GET /api/v1/registry/servers/official?id=io.example%2Fweather", 200, WEATHER);

        assertEquals(0, daemon.run("registry", "show", "official:io.example/weather"), daemon.err);
        assertTrue(daemon.out.contains("repositoryUrl:"), daemon.out);
        assertTrue(daemon.out.contains("@example/weather"), daemon.out);
        assertFalse(daemon.out.contains("\u001b"), daemon.out);
        assertEquals(0, daemon.run("registry", "show", "official:io.example/weather", "-o", "name"));
        assertEquals("official:io.example/weather\n", daemon.out);
    }
}
