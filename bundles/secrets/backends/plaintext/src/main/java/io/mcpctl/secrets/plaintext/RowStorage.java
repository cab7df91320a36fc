package io.mcpctl.secrets.plaintext;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import io.mcpctl.secrets.api.ValueCipher;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values in the row, each sealed for its secret and key: a value that is moved to another row cannot be opened. */
record RowStorage(ValueCipher cipher) implements SecretStorage {
    @Override
    public Map<String, String> read(StoredSecret secret) {
        Map<String, String> values = new HashMap<>();
        secret.row().forEach((key, text) -> values.put(key, open(secret.name(), key, text)));
        return values;
    }

    private String open(String name, String key, String text) {
        try {
            return cipher.open(place(name, key), text);
        } catch (ProblemException e) {
            throw new ProblemException(
                    e.kind(), new SecretRef(name, key) + ": " + e.problem().detail(), e);
        }
    }

    @Override
    public StoredSecret write(StoredSecret secret, Map<String, String> values) {
        Map<String, String> row = new HashMap<>();
        values.forEach((key, value) -> row.put(key, cipher.seal(place(secret.name(), key), value)));
        return new StoredSecret(secret.name(), row, Optional.empty());
    }

    /** References are by name, and names never change, so the name is what a value is bound to; neither has line feeds. */
    private static String place(String name, String key) {
        return "secret\n" + name + "\n" + key;
    }

    @Override
    public void delete(StoredSecret secret) {
        // Everything is in the row, which goes by itself.
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
