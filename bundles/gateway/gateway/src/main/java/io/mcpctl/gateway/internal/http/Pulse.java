package io.mcpctl.gateway.internal.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All replies of the stateless era that are under way: those that take long become streams. */
final class Pulse {
    private static final Duration LONG = Duration.ofSeconds(1);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Runnable also;
    private final Set<StatelessReply> open = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /** {@code also} runs about twice a second. */
    Pulse(Runnable also) {
        this.also = also;
        this.thread = Thread.ofVirtual().name("mcp-pulse").start(this::run);
    }

    void add(StatelessReply reply) {
        open.add(reply);
    }

    void remove(StatelessReply reply) {
        open.remove(reply);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                open.stream().filter(reply -> reply.age().compareTo(LONG) > 0).forEach(StatelessReply::stream);
                also.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    /** Ends everything under way; subscriptions get a proper answer. */
    void close() {
        thread.interrupt();
        open.forEach(StatelessReply::end);
    }
}
