package io.mcpctl.tierlink.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes a stream that brings nothing for too long, so that its reader does not wait for ever. */
final class IdleGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IdleGuard.class);

    private final InputStream stream;
    private final long limit;
    private final Thread guard;
    private volatile long last = System.nanoTime();
    private volatile boolean expired;

    IdleGuard(InputStream guarded, Duration limit) {
        this.limit = limit.toNanos();
        this.stream = new Counted(guarded);
        this.guard = Thread.ofVirtual().name("tierlink-idle-guard").start(this::watch);
    }

    /** The guarded stream; a read that was cut off throws. */
    InputStream stream() {
        return stream;
    }

    boolean expired() {
        return expired;
    }

    private void watch() {
        try {
            long left = limit;
            while (left > 0) {
                Thread.sleep(Duration.ofNanos(left));
                left = limit - (System.nanoTime() - last);
            }
            expired = true;
            stream.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the reader has finished
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("idle stream not closed cleanly");
        }
    }

    @Override
    public void close() {
        guard.interrupt();
    }

    private final class Counted extends FilterInputStream {
        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            last = System.nanoTime();
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            last = System.nanoTime();
            return count;
        }
    }
}
