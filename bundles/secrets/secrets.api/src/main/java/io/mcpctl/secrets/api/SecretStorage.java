package io.mcpctl.secrets.api;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One secret store. Safe for concurrent use; every call ends within 20 seconds. Throws {@code ProblemException}:
 * UPSTREAM when the store refuses or cannot be reached. Messages name secrets and keys, never values.
 */
@ConsumerType
public interface SecretStorage extends AutoCloseable {
    /** The clear values. */
    Map<String, String> read(StoredSecret secret);

    /**
     * Replaces the values of a secret.
     *
     * @param secret as it was; with an empty row and no reference when it is new
     * @return as it is now; its row differs from before whenever values do, and has the same keys as {@code values}
     */
    StoredSecret write(StoredSecret secret, Map<String, String> values);

    /**
     * Removes what the store itself holds of a secret; what is in its row goes with the row. A missing one is a success:
     * deletions are repeated after a crash.
     */
    void delete(StoredSecret secret);

    /** Why it cannot be used now; answers from memory or within two seconds. */
    Optional<String> trouble();

    /** Called when the backend changed or went; calls under way may still end. */
    @Override
    void close();
}
