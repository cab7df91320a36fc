package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The echo server over Streamable HTTP with keep-alive: one thread, one selector, answers as plain JSON. */
final class EchoHttp {
    private static final byte[] END = Echo.ascii("\r\n\r\n");

    private final int port;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 16);
    private long sessions;

    EchoHttp(int port) {
        this.port = port;
    }

    private static final class Connection {
        private byte[] bytes = new byte[4096];
        private int end;
        private ByteBuffer pending = ByteBuffer.allocate(0);
    }

    void run() throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress("127.0.0.1", port), 1024).configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                selector.select(key -> {
                    try {
                        if (key.isAcceptable()) {
                            accept(server, selector);
                        } else {
                            serve(key);
                        }
                    } catch (IOException e) {
                        close(key); // the client went away
                    }
                });
            }
        }
    }

    private static void accept(ServerSocketChannel server, Selector selector) throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Connection());
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel(); // nothing else is left to do with it
        }
    }

    private void serve(SelectionKey key) throws IOException {
        Connection connection = (Connection) key.attachment();
        SocketChannel channel = (SocketChannel) key.channel();
        if (connection.pending.hasRemaining()) {
            channel.write(connection.pending);
        } else {
            incoming.clear();
            if (channel.read(incoming) < 0) {
                channel.close();
                return;
            }
            incoming.flip();
            if (connection.end + incoming.remaining() > connection.bytes.length) {
                connection.bytes = Arrays.copyOf(
                        connection.bytes, Math.max(2 * connection.end, connection.end + incoming.remaining()));
            }
            int count = incoming.remaining();
            incoming.get(connection.bytes, connection.end, count);
            connection.end += count;
            answer(connection, channel);
        }
        key.interestOps(connection.pending.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** Clients do not pipeline: there is at most one request in the buffer. */
    private void answer(Connection connection, SocketChannel channel) throws IOException {
        int head = indexOfEnd(connection.bytes, connection.end);
        if (head < 0) {
            return;
        }
        String fields = new String(connection.bytes, 0, head, StandardCharsets.ISO_8859_1);
        int at = fields.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
        int body = head + END.length;
        int length = 0;
        if (at >= 0) {
            int stop = fields.indexOf("\r\n", at + 2);
            length = Integer.parseInt(
                    fields.substring(at + 17, stop < 0 ? fields.length() : stop).strip());
        }
        if (connection.end < body + length) {
            return;
        }
        connection.pending = ByteBuffer.wrap(response(fields, connection.bytes, body, body + length));
        connection.end = 0;
        channel.write(connection.pending);
    }

    private byte[] response(String fields, byte[] bytes, int from, int to) {
        if (!fields.startsWith("POST")) {
            String status = fields.startsWith("DELETE") ? "200 OK" : "405 Method Not Allowed";
            return Echo.ascii("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
        }
        byte[] answer = Echo.answer(bytes, from, to);
        if (answer.length == 0) {
            return Echo.ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
        }
        String session = Echo.isInitialize(bytes, from, to) ? "\r\nMcp-Session-Id: s" + ++sessions : "";
        return Echo.join(
                Echo.ascii("HTTP/1.1 200 OK\r\nContent-Type: application/json" + session + "\r\nContent-Length: "
                        + answer.length + "\r\n\r\n"),
                answer);
    }

    private static int indexOfEnd(byte[] bytes, int end) {
        for (int i = 0; i + 4 <= end; i++) {
            if (bytes[i] == '\r' && Arrays.equals(bytes, i, i + 4, END, 0, 4)) {
                return i;
            }
        }
        return -1;
    }
}
