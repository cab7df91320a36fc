package io.mcpctl.secrets.api;

import io.mcpctl.resources.api.ResourceStore;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Turns references into values. Safe for concurrent use. Whoever gets a value keeps it out of logs and answers. */
@ProviderType
public interface SecretResolver {
    /**
     * Reads the values; each secret is read once. Not to be called within a transaction.
     *
     * @throws io.mcpctl.problem.api.ProblemException naming secret and key: NOT_FOUND when one of them is not known,
     *     UPSTREAM or UNAVAILABLE when the values cannot be read
     */
    Resolution resolve(Collection<SecretRef> references);

    /**
     * What identifies the present content of each of these secrets, as in {@link Resolution#versions}; those that are
     * not known are left out.
     *
     * @param within a transaction, or the store
     */
    Map<String, String> versions(Set<String> secrets, ResourceStore within);
}
