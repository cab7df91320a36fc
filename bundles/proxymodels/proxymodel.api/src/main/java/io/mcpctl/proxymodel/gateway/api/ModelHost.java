package io.mcpctl.proxymodel.gateway.api;

import org.osgi.annotation.versioning.ProviderType;

/** The client's session as a model may use it; implemented by the gateway. */
@ProviderType
public interface ModelHost {
    /**
     * Answers a request as if the client had sent it, without hooks; blocks.
     *
     * @param message a whole request; its id need not be unique
     */
    byte[] request(byte[] message);

    /** Sends the client a notification, as soon as it listens. */
    void notifyClient(byte[] message);
}
