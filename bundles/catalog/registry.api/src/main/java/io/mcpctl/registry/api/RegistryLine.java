package io.mcpctl.registry.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The way to a registry for one question: over the proxy and with the certificates of the configuration, with the registry's
 * key. Redirects are not followed. For the thread that was given it, and not to be kept.
 */
@ProviderType
public interface RegistryLine {
    /**
     * Asks the registry. When it answers that it is busy it is asked once more, if there is time.
     *
     * @param path below {@link RegistryAddress#url()}, beginning with a slash, with query, encoded
     * @return the answer with status 200, at most 2 MiB
     * @throws io.mcpctl.problem.api.ProblemException NOT_FOUND for status 404; UPSTREAM when the registry cannot be reached,
     *     refuses, or breaks off. Let it pass: it says what to do
     * @throws InterruptedException when the time for the question is over
     */
    RegistryAnswer get(String path) throws InterruptedException;
}
