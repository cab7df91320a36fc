package io.mcpctl.secrets.api;

import java.util.Map;
import java.util.Optional;

/**
 * A secret as the database has it.
 *
 * @param name unique, and never changed
 * @param row what the driver keeps in the secret's own row, by key: sealed values, or marks when the values are elsewhere
 * @param externalRef where the values are in another store
 */
public record StoredSecret(String name, Map<String, String> row, Optional<String> externalRef) {
    public StoredSecret {
        row = Map.copyOf(row);
    }

    /** Keys only. */
    @Override
    public String toString() {
        return "StoredSecret[" + name + ", " + row.keySet() + "]";
    }
}
