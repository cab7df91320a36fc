package io.mcpctl.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.boot.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @TempDir
    Path home = Path.of("");

    private Map<String, String> read(String yaml, Map<String, String> environment) throws IOException, StartException {
        Files.writeString(home.resolve("config.yaml"), yaml);
        return Settings.read(
                new Arguments(home, home, Optional.empty(), Optional.empty(), Optional.empty()), environment);
    }

    @Test
    void withoutAFileThereAreNoSettings() throws StartException {
        assertEquals(
                Map.of(),
                Settings.read(
                        new Arguments(home, home, Optional.empty(), Optional.empty(), Optional.empty()), Map.of()));
    }

    @Test
    void sectionsAreFlattenedAndListsJoined() throws Exception {
        assertEquals(
                Map.of("http.port", "1", "http.origins", "a,b", "a.b.c", "true"),
                read("http:\n  port: 1\n  origins: [a, b]\n  host:\na: {b: {c: true}}\n", Map.of()));
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Files.writeString(home.resolve("config.yaml"), "http: {port: 1, host: file}\nstore: {url: file}\n");
        Map<String, String> environment = Map.of("MCPCTL_PORT", "2", "MCPD_HOST", "environment");

        assertEquals(
                Map.of("http.port", "3", "http.host", "environment", "store.url", "file"),
                Settings.read(
                        new Arguments(home, home, Optional.empty(), Optional.of(3), Optional.empty()), environment));
    }

    @Test
    void aProfileGoesOverTheDistributionAndBelowEverythingElse() throws Exception {
        Files.writeString(home.resolve("distribution.properties"), "http.host=a\nhttp.port=1\nlog.level=warn\n");
        Files.writeString(home.resolve("serve.properties"), "http.host=b\nhttp.port=2\n");
        Files.writeString(home.resolve("config.yaml"), "http: {port: 3}\n");

        assertEquals(
                Map.of("http.host", "b", "http.port", "3", "log.level", "warn"),
                Settings.read(
                        new Arguments(home, home, Optional.of("serve"), Optional.empty(), Optional.empty()), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "../serve", ""})
    void anUnknownProfileIsWrongUsage(String profile) throws Exception {
        Files.writeString(home.resolve("serve.properties"), "http.port=2\n");
        Arguments arguments = new Arguments(home, home, Optional.of(profile), Optional.empty(), Optional.empty());

        StartException refusal = assertThrows(StartException.class, () -> Settings.read(arguments, Map.of()));

        assertEquals(2, refusal.exitCode());
        assertTrue(String.valueOf(refusal.getMessage()).contains("--profile is '" + profile + "'"));
    }

    @Test
    void whatTheEnvironmentNamesIsKnown() {
        assertEquals(
                java.util.Set.of("http.port", "tierlink.mcpdUrl"),
                Settings.named(Map.of("MCPCTL_PORT", "1", "MCPLOCAL_MCPD_URL", "x", "DATABASE_URL", "")));
    }

    @Test
    void everyAliasReachesItsSettingAndEmptyOnesAreUnset() throws Exception {
        for (Map.Entry<String, String> alias : Settings.ALIASES) {
            assertEquals(Map.of(alias.getValue(), "v"), read("", Map.of(alias.getKey(), "v")), alias.getKey());
            assertEquals(Map.of(), read("", Map.of(alias.getKey(), "")), alias.getKey());
        }
    }

    @Test
    void ofSeveralAliasesTheProductsOwnWins() throws Exception {
        assertEquals(
                Map.of("http.port", "3"),
                read("", Map.of("MCPLOCAL_HTTP_PORT", "1", "MCPD_PORT", "2", "MCPCTL_PORT", "3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 1\na: 2\n",
                "a: [1\n",
                "- a\n- b\n",
                "just text",
                "a: 1\n---\nb: 2\n",
                "a: !!java.util.Date x",
                "a: &x {b: *x}\n",
                "\ta: 1"
            })
    void aFileThatIsNoMapOfSettingsIsRefusedInOneLine(String yaml) {
        String message = String.valueOf(
                assertThrows(StartException.class, () -> read(yaml, Map.of())).getMessage());

        assertTrue(message.startsWith("config.yaml"), message);
        assertEquals(1, message.lines().count(), message);
    }
}
