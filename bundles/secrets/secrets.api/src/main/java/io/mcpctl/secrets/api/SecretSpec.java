package io.mcpctl.secrets.api;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Ref;
import io.mcpctl.resources.api.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A set of confidential values.
 *
 * @param data as written by users: a value, {@link #MASK} for the stored one, or nothing to drop the key; as shown: the
 *     mask for each key; as stored: what the backend's driver keeps in the row, never a clear value
 * @param merge never stored: an instruction of one write
 */
public record SecretSpec(
        @Doc("Values by key, at most 64 KiB each and 1 MiB in all; shown as ***, and *** keeps what is stored.")
        @Default("{}")
        @Secret
        Map<String, Optional<String>> data,

        @Doc("In a write: true adds to what is stored instead of replacing it.") @Linked
        Optional<Boolean> merge,

        @Doc("Secret backend that keeps the values; the default one when absent.") @Ref("secretbackend")
        Optional<String> backend,

        @Doc("Where the values are in the store of the backend.") @Output
        Optional<String> externalRef,

        @Doc("The keys.") @Default("[]") @Computed List<String> keys) {

    /** Stands for a value that is not shown. */
    public static final String MASK = "***";

    /** Regular expression of keys. */
    public static final String KEY = "[A-Za-z0-9._-]{1,253}";

    /** {@link #KEY} in words. */
    public static final String KEY_MEANING = "1 to 253 letters, digits, '.', '_' and '-'";

    /** What the driver keeps in the row of a stored secret. */
    public Map<String, String> row() {
        Map<String, String> row = new TreeMap<>();
        data.forEach((key, value) -> value.ifPresent(text -> row.put(key, text)));
        return row;
    }

    /** Keys only: values may be clear while a write is checked. */
    @Override
    public String toString() {
        return "SecretSpec[" + data.keySet() + "]";
    }
}
