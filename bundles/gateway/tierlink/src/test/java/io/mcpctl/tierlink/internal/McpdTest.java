package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpdTest {
    @TempDir
    Path home = Path.of("");

    @AfterEach
    void forgetFailure() {
        System.clearProperty(StartupFailure.PROPERTY);
        System.clearProperty(StartupFailure.EXIT_CODE);
    }

    private Mcpd mcpd(Map<String, Object> values) {
        Map<String, Object> all = new java.util.HashMap<>(values);
        all.put("home", home.toString());
        return new Mcpd(Settings.of(LinkConfig.class, all));
    }

    private String refusal(Map<String, Object> values) {
        ProblemException problem = assertThrows(ProblemException.class, () -> mcpd(values));
        assertEquals("2", System.getProperty(StartupFailure.EXIT_CODE));
        return problem.problem().detail();
    }

    @Test
    void theDefaultsAreAsDocumented() {
        LinkConfig config = Settings.of(LinkConfig.class, Map.of());

        assertEquals("", config.mcpdUrl());
        assertEquals("", config.mcpdToken());
        assertFalse(config.serve());
        assertEquals(30_000, config.healthIntervalMs());
        assertEquals("", config.mcpdCaFile());
        assertEquals("", config.settings());
        assertEquals("http://localhost:3100", mcpd(Map.of()).shown());
    }

    @Test
    void anAddressThatIsSetIsUsed() {
        assertEquals("http://set:1", mcpd(Map.of("mcpdUrl", "http://set:1/")).shown());
    }

    @Test
    void anAddressWithoutSchemeOrHostIsRefusedWithItsKey() {
        String sentence = refusal(Map.of("mcpdUrl", "localhost:3100"));

        assertTrue(sentence.contains("tierlink.mcpdUrl") && sentence.contains("localhost:3100"), sentence);
    }

    @Test
    void userInfoOfTheAddressIsNotShown() {
        assertEquals(
                "http://plane:1/x",
                mcpd(Map.of("mcpdUrl", "http://ann:pw@plane:1/x?k=v")).shown());
    }

    @Test
    void servingOtherMachinesNeedsAToken() {
        assertTrue(refusal(Map.of("serve", true)).contains("MCPLOCAL_MCPD_TOKEN"));
        assertTrue(mcpd(Map.of("serve", true, "mcpdToken", "t")).serves());
    }

    @Test
    void servingWithATokenThatOthersMayReadIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("config.yaml"), "tierlink: {mcpdToken: x}\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));

        String sentence = refusal(Map.of("serve", true, "mcpdToken", "x"));

        assertTrue(sentence.contains("config.yaml") && sentence.contains("0600"), sentence);
    }

    @Test
    void whatCannotBeReachedIsNamed() {
        Mcpd mcpd = mcpd(Map.of("mcpdUrl", "http://127.0.0.1:1"));

        ProblemException problem =
                assertThrows(ProblemException.class, () -> mcpd.get("/x", Optional.empty(), Duration.ofSeconds(5)));

        assertEquals(ProblemKind.UNAVAILABLE, problem.kind());
        assertTrue(problem.problem().detail().contains("mcpd at http://127.0.0.1:1 cannot be reached"));
    }
}
