package io.mcpctl.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where the HTTP listener is. */
public record Listener(String host, int port) {
    /** A place that is free now; port 0 chooses one. */
    public static Listener free(String host, String wanted) throws StartException {
        int port;
        try {
            port = Integer.parseInt(wanted);
        } catch (NumberFormatException e) {
            throw new StartException("http.port is '" + wanted + "'; expected 0 to 65535");
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return new Listener(host, probe.getLocalPort());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("port " + wanted + " of " + host + " cannot be used (" + e.getMessage()
                    + "); stop what listens there or choose another with --port");
        }
    }

    /** For clients of this machine. */
    public String url() {
        return "http://" + (host.equals("0.0.0.0") ? "127.0.0.1" : host) + ":" + port;
    }

    /** As it is, with brackets around an IPv6 address. */
    public String origin() {
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }
}
