package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnTokenTest {
    @TempDir
    Path home = Path.of("");

    private OwnToken token(Optional<String> configured) {
        return new OwnToken(
                configured, file(), List.of(URI.create("http://localhost:3100"), URI.create("http://127.0.0.1:3200")));
    }

    private Path file() {
        return home.resolve("credentials.json");
    }

    private void write(String token, String url, String mode) throws IOException {
        Files.writeString(file(), "{\"token\":\"" + token + "\",\"mcpdUrl\":\"" + url + "\",\"user\":\"ann\"}");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));
    }

    @Test
    void aLoginIsNoticedWithoutARestart() throws IOException {
        OwnToken own = token(Optional.empty());
        assertEquals(Optional.empty(), own.now());

        write("one", "http://127.0.0.1:3100", "rw-------");
        assertEquals(Optional.of("one"), own.now());
        assertEquals(Optional.of("ann"), own.user());

        write("another", "http://127.0.0.1:3200", "rw-------");
        assertEquals(Optional.of("another"), own.now());

        Files.delete(file());
        assertEquals(Optional.empty(), own.now());
    }

    @Test
    void theConfiguredTokenGoesFirst() throws IOException {
        write("file", "http://127.0.0.1:3100", "rw-------");

        assertEquals(Optional.of("set"), token(Optional.of("set")).now());
    }

    @Test
    void aSessionOfAnotherDaemonIsNotShownToThisOne() throws IOException {
        write("secret", "http://elsewhere.example:3100", "rw-------");

        assertEquals(Optional.empty(), token(Optional.empty()).now());
    }

    @Test
    void aFileThatOthersMayChangeIsRefused() throws IOException {
        write("secret", "http://127.0.0.1:3100", "rw--w----");

        assertEquals(Optional.empty(), token(Optional.empty()).now());
    }

    @Test
    void aDamagedFileIsNoToken() throws IOException {
        write("\"}", "", "rw-------");

        assertEquals(Optional.empty(), token(Optional.empty()).now());
    }

    @Test
    void itsTextDoesNotShowIt() {
        assertFalse(token(Optional.of("secret")).toString().contains("secret"));
    }
}
