package io.mcpctl.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.boot.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings file of a proxy. */
final class ProxyFileTest {
    @TempDir
    Path home = Path.of("");

    private Path distribution = Path.of("");

    @BeforeEach
    void make() throws IOException {
        distribution = Files.createDirectory(home.resolve("mcplocal"));
    }

    private Map<String, String> read(Optional<Path> config, Optional<String> project) throws StartException {
        return Settings.read(
                new Arguments(
                        home,
                        distribution,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        config,
                        project),
                Map.of());
    }

    private Path file(String name, String json) throws IOException {
        return Files.writeString(home.resolve(name), json);
    }

    @Test
    void itsMembersAreSettings() throws Exception {
        file("config.json", """
                {"mcpdUrl": "https://plane", "mcpdToken": "t", "mcpdCaFile": "/ca.pem", "httpHost": "::1", "httpPort": 1,
                 "project": "demo", "health": {"intervalMs": 5}, "cors": {"allowedOrigins": ["https://a", "https://b"]},
                 "upstreams": [{"name": "x"}], "llm": {"providers": []}, "unknown": {"x": 1}, "outputFormat": null}""");

        assertEquals(
                Map.of(
                        "tierlink.mcpdUrl", "https://plane",
                        "tierlink.mcpdToken", "t",
                        "tierlink.mcpdCaFile", "/ca.pem",
                        "http.host", "::1",
                        "http.port", "1",
                        "gateway.project", "demo",
                        "tierlink.healthIntervalMs", "5",
                        "http.origins", "https://a,https://b"),
                read(Optional.empty(), Optional.empty()));
    }

    @Test
    void theNamedFileIsReadInsteadAndGoesOverTheOthers() throws Exception {
        file("config.json", "{\"project\": \"home\", \"httpPort\": 1}");
        file("config.yaml", "gateway: {project: yaml}\nhttp: {host: yaml}\n");
        Path other = file("other.json", "{\"project\": \"named\"}");

        assertEquals(
                Map.of("gateway.project", "yaml", "http.host", "yaml", "http.port", "1"),
                read(Optional.empty(), Optional.empty()));
        assertEquals(
                Map.of("gateway.project", "named", "http.host", "yaml"), read(Optional.of(other), Optional.empty()));
        assertEquals(
                Map.of("gateway.project", "line", "http.host", "yaml"), read(Optional.of(other), Optional.of("line")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"httpPort\": \"x\"} | httpPort must be a whole number",
                "{\"project\": 1} | project must be a text",
                "{\"health\": 5} | health must be an object",
                "{\"health\": {\"intervalMs\": true}} | health.intervalMs must be a whole number",
                "{\"cors\": {\"allowedOrigins\": \"*\"}} | cors.allowedOrigins must be a list of texts",
                "[1] | must be one JSON object",
                "{\"a\": | line 1, column",
                "{\"a\": 1, \"a\": 2} | not valid JSON"
            })
    void whatIsWrongInItIsWrongUsageAndNamed(String json, String words) throws Exception {
        Path file = file("other.json", json);

        StartException refusal = assertThrows(StartException.class, () -> read(Optional.of(file), Optional.empty()));

        assertEquals(2, refusal.exitCode());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(file.toString()) && message.contains(words), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aNamedFileMustBeThereAndReadable() throws Exception {
        Path missing = home.resolve("missing.json");
        Path closed = file("closed.json", "{}");
        assertTrue(closed.toFile().setReadable(false, false));

        for (Path file : Files.isReadable(closed) ? List.of(missing, home) : List.of(missing, home, closed)) {
            StartException refusal =
                    assertThrows(StartException.class, () -> read(Optional.of(file), Optional.empty()));
            assertEquals(2, refusal.exitCode());
            assertTrue(String.valueOf(refusal.getMessage()).contains(file.toString()));
        }
    }

    @Test
    void onlyAProxyHasOne() throws Exception {
        Path file = file("config.json", "{\"project\": \"demo\"}");
        distribution = Files.createDirectory(home.resolve("standalone"));

        assertEquals(Map.of(), read(Optional.empty(), Optional.empty()));
        assertEquals(
                2,
                assertThrows(StartException.class, () -> read(Optional.of(file), Optional.empty()))
                        .exitCode());
    }
}
