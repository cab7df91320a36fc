package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A way to a server whose connections go silent without being closed, as when a cable is cut. */
final class StallingProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final URI target;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean stalled;

    private StallingProxy(URI target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static StallingProxy to(String url) {
        try {
            return new StallingProxy(URI.create(url));
        } catch (IOException e) {
            throw new AssertionError("no proxy", e);
        }
    }

    /** Accepts connections and never says a word. */
    static StallingProxy mute() {
        StallingProxy mute = to("http://127.0.0.1:9/mcp");
        mute.stall();
        return mute;
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + target.getPath();
    }

    /** From now on nothing passes, in either direction. */
    void stall() {
        stalled = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                sockets.add(client);
                if (!stalled) {
                    Socket server = new Socket(target.getHost(), target.getPort());
                    sockets.add(server);
                    Thread.ofVirtual().start(() -> pass(client, server));
                    Thread.ofVirtual().start(() -> pass(server, client));
                }
            }
        } catch (IOException e) {
            close(); // the end of the test, or of the server
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[16 << 10];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (stalled) {
                    closing.await();
                }
                out.write(buffer, 0, count);
            }
            to.close();
        } catch (IOException e) {
            close(from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Socket... ending) {
        for (Socket socket : ending) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new AssertionError("a socket cannot be closed", e);
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new AssertionError("the proxy cannot be closed", e);
        }
        close(sockets.toArray(Socket[]::new));
    }
}
