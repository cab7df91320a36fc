package io.mcpctl.secrets.internal;

import static io.mcpctl.secrets.internal.Bench.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Product.class)
final class MasterKeyCipherTest {
    private final Bench bench;
    private final Path own;
    private final Product product;

    @TempDir
    Path folder = Path.of("");

    MasterKeyCipherTest(Product product) throws SQLException {
        this.product = product;
        bench = new Bench(product);
        own = bench.place.home().resolve("keys/master.key");
    }

    @AfterEach
    void forgetReport() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    private void storeOne() {
        bench.kinds.create("secret", "{'name':'db','data':{'k':'v'}}");
    }

    @Test
    void theKeyIsMadeOnceForItsOwnerOnly() throws IOException {
        byte[] before = Files.readAllBytes(own);

        MasterKeyCipher again = bench.cipher("");

        assertEquals("v", again.open("here", bench.cipher("").seal("here", "v")));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(own.getParent())));
        assertEquals(new String(before), Files.readString(own));
    }

    @Test
    void theSameValueIsSealedDifferentlyEachTime() {
        MasterKeyCipher cipher = bench.cipher("");

        assertNotEquals(cipher.seal("here", "v"), cipher.seal("here", "v"));
        assertEquals("", cipher.open("here", cipher.seal("here", "")));
    }

    @Test
    void whatWasChangedOrIsElsewhereOrNotSealedCannotBeOpened() {
        MasterKeyCipher cipher = bench.cipher("");
        String text = cipher.seal("here", "value");
        char last = text.charAt(text.length() - 3);
        String changed =
                text.substring(0, text.length() - 3) + (last == 'A' ? 'B' : 'A') + text.substring(text.length() - 2);

        assertTrue(problem(() -> cipher.open("there", text)).detail().contains("moved from another"));
        assertTrue(problem(() -> cipher.open("here", changed)).detail().contains("was changed"));
        assertTrue(problem(() -> cipher.open("here", "value")).detail().contains("not in the encrypted form"));
        assertTrue(problem(() -> cipher.open("here", "v1.00000000.AAAAAAAAAAAAAAAAAAAAAAAA"))
                .detail()
                .contains("master key 00000000"));
    }

    @Test
    void anotherKeyStopsTheStartWhileSomethingIsEncrypted() throws IOException {
        storeOne();
        Path other = Files.writeString(folder.resolve("other.key"), "0".repeat(64));

        Problem refused = problem(() -> bench.cipher(other.toString()));

        assertTrue(refused.detail().contains("secret 'db' was encrypted with the master key"), refused::detail);
        assertTrue(refused.detail().contains(other.toString()), refused::detail);
        assertTrue(refused.detail().contains("MCPD_MASTER_KEY_FILE"), refused::detail);
        assertEquals(refused.detail(), System.getProperty(StartupFailure.PROPERTY));
    }

    @Test
    void aMissingKeyStopsTheStartAndNoneIsMadeWhileSomethingIsEncrypted() {
        storeOne();

        Problem refused = problem(() -> new MasterKeyCipher(
                bench.place.database(),
                Annotations.of(MasterKeyCipher.Config.class, Map.of("home", folder.toString()))));

        assertTrue(refused.detail().contains("is missing"), refused::detail);
        assertTrue(refused.detail().contains("'db'"), refused::detail);
        assertFalse(Files.exists(folder.resolve("keys/master.key")));
    }

    @Test
    void aNamedFileMustBeThereAndHoldAKey() throws IOException {
        Problem missing = problem(() -> bench.cipher(folder.resolve("none").toString()));
        Path wrong = Files.writeString(folder.resolve("wrong.key"), "not a key");
        Problem unreadable = problem(() -> bench.cipher(wrong.toString()));

        assertTrue(missing.detail().contains("none is missing"), missing::detail);
        assertTrue(unreadable.detail().contains("does not hold 32 bytes"), unreadable::detail);
        assertFalse(unreadable.detail().contains("not a key"));
    }

    @Test
    void aKeyMayBeBase64HexadecimalOrBytes() throws IOException {
        storeOne();
        byte[] key = java.util.Base64.getDecoder().decode(Files.readString(own).strip());
        Path hex = Files.writeString(
                folder.resolve("hex.key"), java.util.HexFormat.of().formatHex(key) + "\n");
        Path raw = Files.write(folder.resolve("raw.key"), key);
        String text = bench.cipher("").seal("here", "v");

        assertEquals("v", bench.cipher(hex.toString()).open("here", text));
        assertEquals("v", bench.cipher(raw.toString()).open("here", text));
    }

    @Test
    void aDaemonMayChangeItsKeyWhileItIsAloneAndNothingIsEncrypted() throws IOException {
        Path other = Files.writeString(folder.resolve("other.key"), "0".repeat(64));

        if (product == Product.H2) {
            assertEquals(
                    "v",
                    bench.cipher(other.toString())
                            .open("a", bench.cipher(other.toString()).seal("a", "v")));
        } else {
            Problem refused = problem(() -> bench.cipher(other.toString()));
            assertTrue(refused.detail().contains("the database belongs to the master key"), refused::detail);
        }
    }
}
