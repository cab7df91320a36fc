package io.mcpctl.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

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

    /** Whether somebody answers a GET of the path with 200 now. */
    public boolean answers(String path) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] head = socket.getInputStream().readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException e) {
            // Not listening yet.
            return false;
        }
    }
}
