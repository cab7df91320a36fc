package io.mcpctl.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeTest {
    @TempDir
    Path folder = Path.of("");

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void theHomeAndItsPartsAreForItsOwnerOnly() throws Exception {
        try (Home home = Home.open(folder.resolve("home"))) {
            assertEquals("rwx------", mode(home.folder()));
            for (String part : List.of("db", "keys", "plugins", "servers", "logs", "run")) {
                assertEquals("rwx------", mode(home.folder().resolve(part)), part);
            }
        }
    }

    @Test
    void aSecondDaemonIsRefusedUntilTheFirstEnds() throws Exception {
        try (Home first = Home.open(folder)) {
            first.announce("{}");
            String message = String.valueOf(
                    assertThrows(StartException.class, () -> Home.open(folder)).getMessage());
            assertTrue(message.contains("in use by another daemon"), message);
            assertTrue(Files.exists(folder.resolve("run/daemon.json")), "the first daemon stays announced");
        }
        Home.open(folder).close();
    }

    @Test
    void theAnnouncementIsForItsOwnerOnlyAndEndsWithTheDaemon() throws Exception {
        Path file = folder.resolve("run/daemon.json");
        try (Home home = Home.open(folder)) {
            home.announce("{\"pid\":1}");
            home.announce("{\"pid\":2}");

            assertEquals("{\"pid\":2}", Files.readString(file));
            assertEquals("rw-------", mode(file));
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void anAnnouncementLeftByAKilledDaemonIsRemoved() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(folder.resolve("run/daemon.json"), "stale");

        try (Home home = Home.open(folder)) {
            assertFalse(Files.exists(home.folder().resolve("run/daemon.json")));
        }
    }

    @Test
    void aHomeThatIsAFileIsRefusedWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        String message = String.valueOf(
                assertThrows(StartException.class, () -> Home.open(file)).getMessage());

        assertTrue(message.contains(file.toString()), message);
    }
}
