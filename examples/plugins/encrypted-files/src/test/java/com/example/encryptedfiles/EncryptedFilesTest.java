package com.example.encryptedfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import io.mcpctl.testkit.FakeSecrets;
import io.mcpctl.testkit.SecretBackendContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedFilesTest extends SecretBackendContract {
    private static final Map<String, Object> PASSPHRASE = Map.of("name", "files", "key", "passphrase");

    private final Path folder;

    EncryptedFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected SecretDriver driver() {
        return new EncryptedFiles();
    }

    @Override
    protected Map<String, Object> config() {
        return Map.of("folder", folder.resolve("secrets").toString(), "passphrase", PASSPHRASE);
    }

    @Override
    protected List<Map<String, Object>> wrongConfigs() {
        return List.of(
                Map.of(),
                Map.of("folder", "relative", "passphrase", PASSPHRASE),
                Map.of("folder", "/a", "passphrase", "clear text"),
                Map.of("folder", "/a", "passphrase", PASSPHRASE, "colour", "red"));
    }

    @Override
    protected FakeSecrets credentials() {
        return new FakeSecrets().with("files", "passphrase", "open sesame");
    }

    private StoredSecret written(String name, String value) {
        return driver().open("b", config(), credentials())
                .write(new StoredSecret(name, Map.of(), Optional.empty()), Map.of("key", value));
    }

    private ProblemException refused(FakeSecrets credentials, StoredSecret secret) {
        SecretStorage storage = driver().open("b", config(), credentials);
        return assertThrows(ProblemException.class, () -> storage.read(secret));
    }

    @Test
    void theFileShowsNothingAndIsReadableByItsOwnerOnly() throws IOException {
        Path file = Path.of(written("s", "a clear value").externalRef().orElseThrow());

        assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("a clear value"));
        assertEquals("[OWNER_READ, OWNER_WRITE]", Files.getPosixFilePermissions(file).stream().sorted().toList().toString());
    }

    @Test
    void anotherPassphraseOpensNothingAndTheSecretIsNamed() {
        StoredSecret secret = written("s", "value");

        ProblemException refused = refused(new FakeSecrets().with("files", "passphrase", "wrong"), secret);

        assertEquals(ProblemKind.UPSTREAM, refused.kind());
        assertTrue(refused.problem().detail().startsWith("secret 's': its file was sealed with another"));
    }

    @Test
    void aFileThatWasMovedToAnotherSecretCannotBeOpened() throws IOException {
        StoredSecret mine = written("mine", "value of mine");
        StoredSecret theirs = written("theirs", "value of theirs");
        Files.copy(
                Path.of(theirs.externalRef().orElseThrow()),
                Path.of(mine.externalRef().orElseThrow()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertEquals(ProblemKind.UPSTREAM, refused(credentials(), mine).kind());
    }
}
