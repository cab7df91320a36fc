package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A connection of a client that does not behave: it sends and reads when it likes. */
final class RawSocket implements AutoCloseable {
    private final Socket socket = new Socket();

    /** With buffers so small that what is not read stays with the sender. */
    RawSocket(int port) {
        try {
            socket.setReceiveBufferSize(4096);
            socket.setSoTimeout(90_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        } catch (IOException e) {
            throw new AssertionError("no connection", e);
        }
    }

    /** The head of a POST with a body of that many bytes. */
    void head(String path, String session, int length) {
        headWith(
                path,
                session.isEmpty() ? "" : "Mcp-Session-Id: " + session + "\r\nMCP-Protocol-Version: 2025-11-25\r\n",
                length);
    }

    /** The same with further lines. */
    void headWith(String path, String lines, int length) {
        send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\n" + lines + "Content-Length: " + length
                + "\r\n\r\n");
    }

    void post(String path, String session, String message) {
        head(path, session, message.length());
        send(message);
    }

    /** False when the other side has closed the connection. */
    boolean send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** At most so many bytes; waits for the first. */
    String read(int most) {
        try {
            byte[] bytes = new byte[most];
            int count = socket.getInputStream().read(bytes);
            return count < 0 ? "" : new String(bytes, 0, count, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // cut off
        }
    }

    boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            return false; // cut off
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError("a socket cannot be closed", e);
        }
    }
}
