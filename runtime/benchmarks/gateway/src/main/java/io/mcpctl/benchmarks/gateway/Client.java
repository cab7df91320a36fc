package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One MCP session over one connection that is kept open. */
final class Client implements AutoCloseable {
    private static final long HELLO_LIMIT = TimeUnit.SECONDS.toNanos(60);

    private final Endpoint endpoint;
    private final ResponseReader response = new ResponseReader();
    private Request request;
    private SocketChannel channel;
    private long lastId;
    private byte[] wanted = new byte[0];
    private int size;
    private long sentAt;

    private Client(Endpoint endpoint) throws IOException {
        this.endpoint = endpoint;
        this.request = new Request(endpoint, "");
        this.channel = connect(endpoint.port());
    }

    /** Opens a session: {@code initialize}, then {@code notifications/initialized}. */
    static Client open(Endpoint endpoint) throws IOException {
        Client client = new Client(endpoint);
        try {
            client.expect(client.request.initialize(), 200);
            String session = client.response.header("mcp-session-id");
            client.request = new Request(
                    endpoint,
                    "MCP-Protocol-Version: " + Request.REVISION + "\r\n"
                            + (session.isEmpty() ? "" : "Mcp-Session-Id: " + session + "\r\n"));
            client.expect(client.request.initialized(), 202);
            return client;
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Only {@code initialize}, on a connection that is closed afterwards: a client that never comes back. */
    static void openAndForget(Endpoint endpoint) throws IOException {
        try (Client client = new Client(endpoint)) {
            client.expect(client.request.initialize(), 200);
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel;
    }

    /** Sends and waits for the whole response, on a channel that blocks. */
    private void expect(byte[] message, int status) throws IOException {
        write(message);
        response.reset();
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        long end = System.nanoTime() + HELLO_LIMIT;
        while (!response.take(
                buffer.clear().limit(Math.max(0, channel.read(buffer.clear()))).position(0))) {
            if (System.nanoTime() > end) {
                throw new IOException("no answer within a minute");
            }
        }
        if (response.status() != status || response.body().contains("\"error\":")) {
            throw new IOException("HTTP status " + response.status() + ": " + response.body());
        }
        if (response.closes()) {
            channel.close();
            channel = connect(endpoint.port());
        }
    }

    private void write(byte[] message) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(message);
        while (out.hasRemaining()) {
            channel.write(out); // requests are smaller than any socket buffer
        }
    }

    /**
     * Makes it take part in a loop over a selector. A connection that the server closed while nothing was asked is replaced
     * first: servers may do that, and clients look before they send.
     */
    SelectionKey register(Selector selector) throws IOException {
        channel.configureBlocking(false);
        if (isClosed()) {
            reconnect();
            channel.configureBlocking(false);
        }
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    private boolean isClosed() {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true; // reset
        }
    }

    /** One call by itself, for warming up and for asking whether it works at all. */
    void callOnce(int textSize) throws IOException {
        lastId++;
        expect(request.call(lastId, endpoint.tool(), textSize), 200);
    }

    void send(int textSize) throws IOException {
        lastId++;
        wanted = Echo.ascii("\"id\":" + lastId);
        size = textSize;
        response.reset();
        byte[] message = request.call(lastId, endpoint.tool(), textSize);
        sentAt = System.nanoTime();
        write(message);
    }

    /** Reads what is there; true when the answer is complete. */
    boolean receive(ByteBuffer buffer) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("the connection was closed before the answer");
        }
        return response.take(buffer.flip());
    }

    long tookNanos() {
        return System.nanoTime() - sentAt;
    }

    /** What is wrong with the answer, or null. */
    @Nullable
    String complaint() {
        return response.answers(wanted, size)
                ? null
                : "HTTP status " + response.status() + " to call " + lastId + ": " + response.body();
    }

    /** Whether the server wants a new connection for the next request. */
    boolean mustReconnect() {
        return response.closes();
    }

    void reconnect() throws IOException {
        channel.close();
        channel = connect(endpoint.port());
    }

    /** Ends the session, as polite clients do, and the connection. */
    void end() throws IOException {
        try {
            channel.close();
            channel = connect(endpoint.port());
            write(request.delete());
            channel.read(ByteBuffer.allocate(1)); // the answer has begun: it was done
        } finally {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
