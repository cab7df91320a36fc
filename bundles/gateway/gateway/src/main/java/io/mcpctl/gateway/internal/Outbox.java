package io.mcpctl.gateway.internal;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What waits for the session's event stream, with or without one being open; bounded, the oldest goes first. */
final class Outbox implements Aside {
    private static final int CAPACITY = 256;
    private static final byte[] WAKE = new byte[0];

    private final String transport;
    private final LinkedBlockingDeque<byte[]> waiting = new LinkedBlockingDeque<>(CAPACITY);
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger holder = new AtomicInteger();
    private final AtomicLong written = new AtomicLong();

    /** {@code transport} is that of the client. */
    Outbox(String transport) {
        this.transport = transport;
    }

    @Override
    public String transport() {
        return transport;
    }

    /** Claims the only reading end, from whoever has it when {@code insist}; empty when another has it. */
    OptionalInt claim(boolean insist) {
        int turn = turns.incrementAndGet();
        if (insist) {
            holder.set(turn);
            waiting.offerLast(WAKE);
            return OptionalInt.of(turn);
        }
        return holder.compareAndSet(0, turn) ? OptionalInt.of(turn) : OptionalInt.empty();
    }

    void release(int turn) {
        holder.compareAndSet(turn, 0);
    }

    boolean isHeldBy(int turn) {
        return holder.get() == turn;
    }

    @Override
    public boolean isAwaited() {
        return holder.get() != 0;
    }

    /** How many messages were written to the stream. */
    long written() {
        return written.get();
    }

    void wrote() {
        written.incrementAndGet();
    }

    /** Adds a message; returns the one that had to give way. */
    @Override
    public Optional<byte[]> add(String server, byte[] message) {
        return add(message);
    }

    private Optional<byte[]> add(byte[] message) {
        byte[] dropped = null;
        while (!waiting.offerLast(message)) {
            dropped = waiting.pollFirst();
        }
        return Optional.ofNullable(dropped).filter(bytes -> bytes != WAKE);
    }

    @Override
    public void addOnce(byte[] message) {
        for (byte[] other : waiting) {
            if (Arrays.equals(other, message)) {
                return;
            }
        }
        add(message);
    }

    /** Puts a message back that could not be delivered. */
    void putBack(byte[] message) {
        waiting.offerFirst(message);
    }

    /** The next message, or empty after the limit or when woken. */
    Optional<byte[]> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(waiting.pollFirst(limit.toMillis(), TimeUnit.MILLISECONDS))
                .filter(bytes -> bytes != WAKE);
    }

    @Override
    public void close() {
        waiting.offerLast(WAKE);
    }
}
