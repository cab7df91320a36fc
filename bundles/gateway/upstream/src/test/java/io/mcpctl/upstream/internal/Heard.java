package io.mcpctl.upstream.internal;

import io.mcpctl.upstream.api.UpstreamListener;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a server has sent by itself. */
final class Heard implements UpstreamListener, Consumer<byte[]> {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    volatile Consumer<String> onRequest = message -> {};

    @Override
    public void accept(byte[] message) {
        messages.add(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void request(byte[] message) {
        accept(message);
        onRequest.accept(new String(message, StandardCharsets.UTF_8));
    }

    @Override
    public void notification(byte[] message) {
        accept(message);
    }

    @Override
    public void closed(String reason) {
        messages.add("closed: " + reason);
    }

    /** Waits for a message with all these words; others before it are skipped. */
    String await(String... words) throws InterruptedException {
        List<String> skipped = new ArrayList<>();
        while (true) {
            String message = messages.poll(10, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("not heard within 10 s: " + List.of(words) + ", but " + skipped);
            }
            if (List.of(words).stream().allMatch(message::contains)) {
                return message;
            }
            skipped.add(message);
        }
    }

    /** Everything so far. */
    List<String> all() {
        return List.copyOf(messages);
    }
}
