package io.mcpctl.secrets.api;

import org.osgi.annotation.versioning.ProviderType;

/** Encrypts single values with the master key of this installation. Safe for concurrent use. */
@ProviderType
public interface ValueCipher {
    /** @param place what the value belongs to; it can be opened there only */
    String seal(String place, String value);

    /**
     * @throws io.mcpctl.problem.api.ProblemException INTERNAL when it was sealed with another key, for another place, or
     *     changed since; the message says which
     */
    String open(String place, String text);
}
