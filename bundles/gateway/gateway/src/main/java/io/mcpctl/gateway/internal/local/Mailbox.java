package io.mcpctl.gateway.internal.local;

import io.mcpctl.gateway.api.McpListener;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings messages to a listener of this process, one after the other, so that a slow one holds up nobody else. */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int MAX = 256;

    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX);
    private final McpListener listener;
    private final Thread postman;

    Mailbox(McpListener listener) {
        this.listener = listener;
        this.postman = Thread.ofVirtual().name("mcp-local-listener").start(this::deliver);
    }

    /** False when there is no room. */
    boolean put(byte[] message) {
        return waiting.offer(message);
    }

    boolean has(byte[] message) {
        return waiting.stream().anyMatch(other -> java.util.Arrays.equals(other, message));
    }

    private void deliver() {
        try {
            while (true) {
                byte[] message = waiting.take();
                guarded(() -> listener.message(message));
            }
        } catch (InterruptedException e) {
            guarded(listener::closed); // the session is over
        }
    }

    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("listener of a session failed");
        }
    }

    void close() {
        postman.interrupt();
    }
}
