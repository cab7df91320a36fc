package io.mcpctl.proxymodel.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Called when a client begins. */
@ConsumerType
@FunctionalInterface
public interface OnInitialize {
    /**
     * Adds to the instructions for the client, or replaces them.
     *
     * @param instructions what the project says without the model
     * @return what the client is told; empty for nothing
     * @throws Exception fails {@code initialize} with JSON-RPC error -32603
     */
    Optional<String> onInitialize(PluginSessionContext session, Optional<String> instructions) throws Exception;
}
