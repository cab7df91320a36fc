package io.mcpctl.servers.internal;

import java.util.concurrent.atomic.AtomicInteger;

/** Open client sessions of one server and whose turn it is. */
final class SessionCount {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger turn = new AtomicInteger();

    /** Takes a place; false when {@code limit} are taken. */
    boolean enter(int limit) {
        return open.getAndUpdate(now -> now < limit ? now + 1 : now) < limit;
    }

    void leave() {
        open.decrementAndGet();
    }

    int turn(int among) {
        return Math.floorMod(turn.getAndIncrement(), among);
    }
}
