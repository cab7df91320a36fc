package io.mcpctl.proxymodels.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The time that one call of a plug-in may take. It rests while the plug-in waits for a server. */
final class Watch {
    private enum State {
        RUNNING,
        INTERRUPTING,
        CUT,
        BACK
    }

    private final Thread thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile long deadline;
    private volatile long rest = -1;

    Watch(Thread thread, Duration limit) {
        this.thread = thread;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    boolean isOf(Thread other) {
        return thread == other;
    }

    void pause() {
        rest = Math.max(0, deadline - System.nanoTime());
    }

    void resume() {
        deadline = System.nanoTime() + Math.max(0, rest);
        rest = -1;
    }

    Duration remaining() {
        long paused = rest;
        return Duration.ofNanos(paused >= 0 ? paused : Math.max(0, deadline - System.nanoTime()));
    }

    /** Whether the time is over; never while it rests. */
    boolean isOver() {
        return rest < 0 && System.nanoTime() - deadline >= 0;
    }

    /** Interrupts the call unless it came back already; returns whether it did so. */
    boolean cut() {
        boolean mine = state.compareAndSet(State.RUNNING, State.INTERRUPTING);
        if (mine) {
            thread.interrupt();
            state.set(State.CUT);
        }
        return mine;
    }

    /**
     * The call came back, on its own thread; may be told again. An interruption that was meant for it does not reach what comes next.
     *
     * @return whether it came back in time
     */
    boolean back() {
        if (state.compareAndSet(State.RUNNING, State.BACK)) {
            return true;
        }
        while (state.get() == State.INTERRUPTING) {
            Thread.onSpinWait();
        }
        if (state.get() == State.BACK) {
            return true;
        }
        Thread.interrupted(); // the plug-in may have taken notice of it or not
        return false;
    }
}
