package io.mcpctl.proxymodel.api;

import org.osgi.annotation.versioning.ProviderType;

/** The way on to the server. Valid until the hook returns; its time does not count for the hook's deadline. */
@ProviderType
@FunctionalInterface
public interface Onward {
    /**
     * Sends the client's request to its server and waits.
     *
     * @return the result, a JSON object
     * @throws RuntimeException when the server answered with an error or cannot be reached: let it through, and the
     *     client gets exactly that error
     */
    String proceed();
}
