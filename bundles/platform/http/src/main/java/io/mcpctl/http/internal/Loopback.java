package io.mcpctl.http.internal;

import java.util.Locale;

/** Names and addresses of this machine as seen from itself. */
final class Loopback {
    private Loopback() {}

    static boolean isAddress(String address) {
        return address.startsWith("127.")
                || address.equals("::1")
                || address.equals("0:0:0:0:0:0:0:1")
                || address.equals("[::1]")
                || address.equals("[0:0:0:0:0:0:0:1]")
                || address.startsWith("::ffff:127.");
    }

    /** A {@code Host} header or the authority of an origin, with or without a port. */
    static boolean isHost(String authority) {
        String host = authority.toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        if (port > 0 && port > host.lastIndexOf(']')) {
            if (!host.substring(port + 1).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return false;
            }
            host = host.substring(0, port);
        }
        return host.equals("localhost") || host.equals("[::1]") || (isDotted(host) && host.startsWith("127."));
    }

    private static boolean isDotted(String host) {
        return !host.isEmpty() && host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }
}
