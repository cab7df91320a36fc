package io.mcpctl.identity.api;

import java.util.Optional;

/**
 * What a request says about its caller.
 *
 * @param authorization the {@code Authorization} header
 * @param serviceAccount the {@code X-Service-Account} header
 * @param remoteAddress IP address of the peer
 */
public record Credentials(Optional<String> authorization, Optional<String> serviceAccount, String remoteAddress) {
    /** Whether the peer is on this machine. */
    public boolean fromLoopback() {
        return remoteAddress.startsWith("127.")
                || remoteAddress.equals("::1")
                || remoteAddress.equals("0:0:0:0:0:0:0:1")
                || remoteAddress.equals("[::1]")
                || remoteAddress.equals("[0:0:0:0:0:0:0:1]")
                || remoteAddress.startsWith("::ffff:127.");
    }

    /** The bearer is no part of it: it would end in logs. */
    @Override
    public String toString() {
        return "Credentials[" + remoteAddress + "]";
    }
}
