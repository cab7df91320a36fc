package io.mcpctl.secrets.api;

import io.mcpctl.plugins.api.ExtensionPoint;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows one sort of secret store. Register it as a service with the property {@code type}: the word that users write in
 * a secret backend. Called concurrently.
 */
@ConsumerType
@ExtensionPoint(family = "secretbackend", key = "type")
public interface SecretDriver {
    /**
     * Checks the settings of a backend of this type, without reaching it.
     *
     * @throws io.mcpctl.problem.api.ProblemException INVALID, with a violation below {@code config.} per wrong member
     */
    void check(Map<String, Object> config);

    /**
     * The store that a backend describes. Returns at once; it is kept until the backend changes.
     *
     * @param backend name of the backend, for messages
     * @param secrets for credentials that are secrets themselves; to be asked at the first use, not here
     */
    SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets);
}
