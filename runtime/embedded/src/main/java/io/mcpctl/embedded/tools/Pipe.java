package io.mcpctl.embedded.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bytes from one thread to another, 64 KiB at most: who writes more waits. For virtual threads, unlike those of the JDK. */
final class Pipe {
    private static final int SIZE = 64 * 1024;

    private final byte[] ring = new byte[SIZE];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int first;
    private int count;
    private boolean closed;

    final OutputStream in = new OutputStream() {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            int done = 0;
            while (done < length) {
                done += put(from, offset + done, length - done);
            }
        }

        @Override
        public void close() {
            Pipe.this.close();
        }
    };

    final InputStream out = new InputStream() {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            return length == 0 ? 0 : take(to, offset, length);
        }

        @Override
        public void close() {
            Pipe.this.close();
        }
    };

    private int put(byte[] from, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (count == SIZE && !closed) {
                changed.await();
            }
            if (closed) {
                throw new IOException("the other end is closed");
            }
            int end = (first + count) % SIZE;
            int portion = Math.min(length, Math.min(SIZE - count, SIZE - end));
            System.arraycopy(from, offset, ring, end, portion);
            count += portion;
            changed.signalAll();
            return portion;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] to, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (count == 0 && !closed) {
                changed.await();
            }
            int portion = Math.min(length, Math.min(count, SIZE - first));
            if (portion == 0) {
                return -1;
            }
            System.arraycopy(ring, first, to, offset, portion);
            first = (first + portion) % SIZE;
            count -= portion;
            changed.signalAll();
            return portion;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes; what is in it can still be read. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
