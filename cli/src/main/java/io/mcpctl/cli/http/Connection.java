package io.mcpctl.cli.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;

/** One socket to one server. */
final class Connection {
    /** A kept connection rests no longer than servers commonly keep it. */
    private static final long REST_NANOS = Duration.ofSeconds(3).toNanos();

    private final String host;
    private final int port;
    private final Socket socket;
    private final InputStream in;
    private long restingSince;

    private Connection(String host, int port, Socket socket) throws IOException {
        this.host = host;
        this.port = port;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
    }

    static Connection open(String host, int port, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            String address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
            socket.connect(
                    new InetSocketAddress(address, port),
                    millis(
                            limit.compareTo(Duration.ofSeconds(10)) < 0 && !limit.isZero()
                                    ? limit
                                    : Duration.ofSeconds(10)));
            return new Connection(host, port, socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    boolean leadsTo(String otherHost, int otherPort) {
        return port == otherPort && host.equals(otherHost);
    }

    void rest() {
        restingSince = System.nanoTime();
    }

    boolean fresh() {
        return System.nanoTime() - restingSince < REST_NANOS;
    }

    /** Limits each wait for bytes; zero is for streams that may stay silent. */
    void limit(Duration limit) throws IOException {
        socket.setSoTimeout(millis(limit));
    }

    void write(byte[] head, byte[] body) throws IOException {
        byte[] all = new byte[head.length + body.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        socket.getOutputStream().write(all);
    }

    InputStream in() {
        return in;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing more is expected of this connection.
        }
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }
}
