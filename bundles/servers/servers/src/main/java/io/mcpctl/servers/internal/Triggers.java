package io.mcpctl.servers.internal;

import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pass soon, on a virtual thread; requests that arrive during a pass make one more, not many. */
final class Triggers {
    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final String server;
    private final AtomicInteger waiting = new AtomicInteger();

    Triggers(String server) {
        this.server = server;
    }

    void request(Runnable pass) {
        if (waiting.getAndIncrement() == 0) {
            Thread.ofVirtual().name("reconcile-" + server).start(() -> run(pass));
        }
    }

    boolean busy() {
        return waiting.get() > 0;
    }

    /** The edge of a pass: whatever fails concerns this server only, and the next pass tries again. */
    private void run(Runnable pass) {
        int served;
        do {
            served = waiting.get();
            try {
                pass.run();
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("server", server).setCause(e).log("server cannot be reconciled now");
            }
        } while (waiting.addAndGet(-served) > 0);
    }
}
