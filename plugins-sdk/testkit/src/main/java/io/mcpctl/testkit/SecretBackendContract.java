package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a secret backend promises. Extend it in a test of the driver and give an instance. */
public abstract class SecretBackendContract {
    private static final int CALLERS = 8;
    private static final String CLEAR = "tr0ub4dor&3";
    private static final Map<String, String> VALUES = Map.of(
            "password",
            CLEAR,
            "a.b-c_D9",
            "zwölf 日本語 🎉",
            "lines",
            "-----BEGIN KEY-----\nabc\r\n\t\"'\\ $HOME `x`\n-----END KEY-----\n",
            "spaces",
            "  around  ",
            "large",
            "x".repeat(64 * 1024));

    /** A driver as the daemon has it; asked for anew by each test, and one after another over the same store. */
    protected abstract SecretDriver driver();

    /** Settings of a backend that can be used in this test. */
    protected abstract Map<String, Object> config();

    /** Settings that {@link SecretDriver#check} refuses. */
    protected abstract List<Map<String, Object>> wrongConfigs();

    /** Credentials that the driver may ask for; none if not overridden. */
    protected FakeSecrets credentials() {
        return new FakeSecrets();
    }

    private interface Use {
        void of(SecretStorage storage) throws Exception;
    }

    private void open(Use use) throws Exception {
        SecretDriver driver = driver();
        driver.check(config());
        try (SecretStorage storage = driver.open("tested", config(), credentials())) {
            Together.limited(() -> {
                use.of(storage);
                return true;
            });
        }
    }

    private static StoredSecret fresh(String name) {
        return new StoredSecret(name, Map.of(), Optional.empty());
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        open(storage -> {
            StoredSecret stored = storage.write(fresh("first"), VALUES);

            assertEquals(VALUES, storage.read(stored));
            assertEquals(VALUES.keySet(), stored.row().keySet(), "the row has the keys of the values");
            assertEquals("first", stored.name());
        });
    }

    @Test
    void aWriteReplacesWhatWasThereAndChangesTheRow() throws Exception {
        open(storage -> {
            StoredSecret before = storage.write(fresh("second"), Map.of("a", "1", "b", "2"));
            StoredSecret after = storage.write(before, Map.of("a", "changed"));

            assertEquals(Map.of("a", "changed"), storage.read(after));
            assertNotEquals(before.row(), after.row(), "the row tells that values have changed");
            StoredSecret again = storage.write(after, Map.of("a", "changed again"));
            assertNotEquals(after.row(), again.row(), "the row tells that a value has changed");
        });
    }

    @Test
    void aSecretMayBeEmpty() throws Exception {
        open(storage -> {
            StoredSecret stored = storage.write(fresh("empty"), Map.of());
            assertEquals(Map.of(), storage.read(stored));
        });
    }

    @Test
    void secretsDoNotMix() throws Exception {
        open(storage -> {
            StoredSecret one = storage.write(fresh("one"), Map.of("key", "of one"));
            StoredSecret two = storage.write(fresh("one.two"), Map.of("key", "of two"));
            storage.delete(one);

            assertEquals(Map.of("key", "of two"), storage.read(two));
        });
    }

    @Test
    void valuesAreThereWhenTheBackendIsOpenedAgain() throws Exception {
        StoredSecret[] kept = new StoredSecret[1];
        open(storage -> kept[0] = storage.write(fresh("kept"), VALUES));
        open(storage -> assertEquals(VALUES, storage.read(kept[0])));
    }

    /** Deletions are repeated after a crash. */
    @Test
    void whatIsDeletedMayBeDeletedAgainAndWrittenAnew() throws Exception {
        open(storage -> {
            StoredSecret stored = storage.write(fresh("gone"), Map.of("key", "old"));
            storage.delete(stored);
            storage.delete(stored);
            storage.delete(fresh("never-there"));

            StoredSecret anew = storage.write(fresh("gone"), Map.of("other", "new"));
            assertEquals(Map.of("other", "new"), storage.read(anew));
        });
    }

    @Test
    void theRowHoldsNoClearValue() throws Exception {
        open(storage -> {
            StoredSecret stored = storage.write(fresh("hidden"), Map.of("password", CLEAR));

            assertFalse(stored.row().toString().contains(CLEAR), "a clear value would be in the database");
            assertFalse(stored.externalRef().orElse("").contains(CLEAR));
        });
    }

    @Test
    void manyCallsAtOnceDoNotDisturbEachOther() throws Exception {
        open(storage -> {
            List<Callable<Boolean>> works = IntStream.range(0, CALLERS)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        Map<String, String> values = Map.of("key", "of " + i);
                        StoredSecret stored = storage.write(fresh("many-" + i), values);
                        return storage.read(stored).equals(values);
                    })
                    .toList();

            assertFalse(Together.all(works).contains(false), "a secret has the values of another");
        });
    }

    @Test
    void aUsableBackendHasNoTrouble() throws Exception {
        open(storage -> assertEquals(Optional.empty(), storage.trouble()));
    }

    @Test
    void wrongSettingsAreRefusedWithTheirMember() {
        assertFalse(wrongConfigs().isEmpty(), "wrongConfigs() gives nothing to test with");
        for (Map<String, Object> wrong : wrongConfigs()) {
            ProblemException refused = assertThrows(
                    ProblemException.class, () -> driver().check(wrong), () -> "check takes " + wrong.keySet());

            assertEquals(ProblemKind.INVALID, refused.kind());
            List<Violation> violations = refused.problem().violations();
            assertFalse(violations.isEmpty(), () -> "no violation in: " + refused.getMessage());
            assertTrue(
                    violations.stream().allMatch(one -> one.path().startsWith("config.")),
                    () -> "a path does not begin with config.: " + violations);
        }
    }

    @Test
    void itIsClosedOnceOrTwiceAndLeavesNoThread() throws Exception {
        ThreadsLeft threads = new ThreadsLeft();
        SecretStorage storage = driver().open("tested", config(), credentials());
        storage.write(fresh("closed"), Map.of("key", "value"));
        storage.close();
        storage.close();

        threads.assertNone();
    }
}
