package io.mcpctl.cli.command;

import java.util.concurrent.atomic.AtomicBoolean;

/** Does something when the process is told to end (INT, TERM, HUP), which then ends with 0: that is how such programs stop. */
final class OrderlyStop implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread hook;

    private OrderlyStop(Runnable farewell) {
        this.hook = new Thread(() -> stop(farewell), "orderly-stop");
    }

    static OrderlyStop of(Runnable farewell) {
        OrderlyStop stop = new OrderlyStop(farewell);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    private void stop(Runnable farewell) {
        try {
            if (over.compareAndSet(false, true)) {
                farewell.run();
            }
        } finally {
            Runtime.getRuntime().halt(0);
        }
    }

    /** The program ends by itself. */
    @Override
    public void close() {
        over.set(true);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal came at the same time: the hook ends the process.
        }
    }
}
