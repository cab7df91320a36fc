package io.mcpctl.tierlink.internal;

import io.mcpctl.basics.net.Authorities;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;

/** The certificates of a PEM file, which vouch for a server instead of the JDK's authorities. */
final class PrivateAuthority {
    private PrivateAuthority() {}

    /**
     * Reads a file.
     *
     * @param key where the file is named
     * @throws ProblemException INVALID, with the name of the file
     */
    static Authorities read(String key, String name) {
        try {
            return Authorities.only(name);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    key + ": " + name + " " + e.getMessage() + "; name a PEM file with the authority's certificate",
                    e);
        }
    }
}
