package io.mcpctl.proxymodel.api;

import org.osgi.annotation.versioning.ConsumerType;

/** Called around the reading of a resource. */
@ConsumerType
@FunctionalInterface
public interface OnResourceRead {
    /**
     * Answers the request by itself, or transforms what the server answers.
     *
     * @param uri that the client asks for
     * @param onward asks the server
     * @return the result of {@code resources/read}, a JSON object; what {@code onward} returned leaves it as it came
     * @throws Exception fails the request with JSON-RPC error -32603
     */
    String onResourceRead(PluginSessionContext session, String uri, Onward onward) throws Exception;
}
