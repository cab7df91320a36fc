package io.mcpctl.upstream.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection of HTTP/1.1 with a request at a time. Only {@link #close} may be called by another thread. */
final class HttpConnection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
    private static final long OVERDUE = Long.MIN_VALUE;
    private static final int MAX_HEAD = 64 << 10;
    /** Larger bodies are written by themselves instead of being copied behind their head. */
    private static final int SMALL = 32 << 10;

    private final HttpAddress address;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] buffer = new byte[8192];
    private int start;
    private int end;
    private int keepAliveSeconds = -1;
    private volatile long idleSince;
    private volatile boolean rested;
    /** Nanoseconds of the clock; 0 = none. */
    private final AtomicLong deadline = new AtomicLong();

    HttpConnection(HttpAddress address) throws IOException {
        this.address = address;
        this.socket = address.dial();
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    HttpAddress address() {
        return address;
    }

    /** Sends a request; {@code head} ends before the length of the body. */
    void write(byte[] head, byte[] body) throws IOException {
        write(head, "", body);
    }

    /** Sends a request with further header lines; {@code head} ends before the length of the body. */
    void write(byte[] head, String lines, byte[] body) throws IOException {
        byte[] length = (body.length + "\r\n" + lines + "\r\n").getBytes(StandardCharsets.US_ASCII);
        boolean together = body.length <= SMALL;
        byte[] first = Arrays.copyOf(head, head.length + length.length + (together ? body.length : 0));
        System.arraycopy(length, 0, first, head.length, length.length);
        if (together) {
            System.arraycopy(body, 0, first, head.length + length.length, body.length);
        }
        out.write(first);
        if (!together) {
            out.write(body);
        }
        out.flush();
    }

    /** Sends a request without a body. */
    void write(byte[] head) throws IOException {
        out.write(head);
        out.flush();
    }

    /** The head of the next answer; interim ones are skipped. */
    HttpHead readHead() throws IOException {
        while (true) {
            HttpHead head = HttpHead.parse(headText());
            if (head.status() / 100 != 1) {
                keepAliveSeconds = head.keepAliveSeconds();
                return head;
            }
        }
    }

    private String headText() throws IOException {
        int seen = 0;
        while (true) {
            for (int i = start + seen; i < end; i++) {
                if (buffer[i] == '\n' && endsHead(i)) {
                    String text = new String(buffer, start, i + 1 - start, StandardCharsets.ISO_8859_1);
                    start = i + 1;
                    return text;
                }
            }
            seen = end - start;
            makeRoom();
            if (fill() < 0) {
                throw new IOException("the connection was closed before the answer");
            }
        }
    }

    /** Whether the line that ends at an index is empty. */
    private boolean endsHead(int lineFeed) {
        int before = lineFeed - 1 >= start && buffer[lineFeed - 1] == '\r' ? lineFeed - 2 : lineFeed - 1;
        return before >= start && buffer[before] == '\n';
    }

    private void makeRoom() throws IOException {
        if (end < buffer.length) {
            return;
        }
        if (end - start >= MAX_HEAD) {
            throw new IOException("the head of the answer is larger than 64 KiB");
        }
        byte[] target = start > 0 ? buffer : new byte[2 * buffer.length];
        System.arraycopy(buffer, start, target, 0, end - start);
        buffer = target;
        end -= start;
        start = 0;
    }

    private int fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count;
    }

    /** The next byte; -1 at the end of the connection. */
    int read() throws IOException {
        if (start == end && fill() < 0) {
            return -1;
        }
        return buffer[start++] & 0xff;
    }

    /** Some of the next bytes, large portions straight into the target; -1 at the end of the connection. */
    int read(byte[] target, int offset, int length) throws IOException {
        if (start == end) {
            if (length >= buffer.length) {
                return in.read(target, offset, length);
            }
            if (fill() < 0) {
                return -1;
            }
        }
        int count = Math.min(length, end - start);
        System.arraycopy(buffer, start, target, offset, count);
        start += count;
        return count;
    }

    /** Takes these bytes if exactly they have been received and not been read yet. */
    boolean takes(byte[] bytes) {
        boolean there = Arrays.equals(buffer, start, end, bytes, 0, bytes.length);
        start = there ? end : start;
        return there;
    }

    /** Lets the watch close it when it is still in use so many nanoseconds from now. */
    void limit(long nanos) {
        deadline.set(System.nanoTime() + nanos | 1);
    }

    /** Whether it has to be closed now; it cannot be put to rest any more then. */
    boolean isOverdue(long now) {
        long limit = deadline.get();
        return limit != 0 && limit != OVERDUE && now - limit > 0 && deadline.compareAndSet(limit, OVERDUE);
    }

    /** Whether it has served before; the server may have closed it meanwhile. */
    boolean hasRested() {
        return rested;
    }

    /** Puts it to rest; false when it is being closed. */
    boolean rest() {
        rested = true;
        idleSince = System.nanoTime();
        return deadline.getAndSet(0) != OVERDUE;
    }

    /** Whether the server may have closed it meanwhile by its own rules. */
    boolean isOld(long now, long limitNanos) {
        long idle = now - idleSince;
        return idle > limitNanos || (keepAliveSeconds >= 0 && idle > (keepAliveSeconds - 1) * 1_000_000_000L);
    }

    /** Whether it is still good after resting for {@code restedNanos} or more; shorter rests are not looked into. */
    boolean isAlive(long restedNanos) {
        if (start != end) {
            return false; // nothing was asked for
        }
        if (System.nanoTime() - idleSince < restedNanos) {
            return true;
        }
        try {
            socket.setSoTimeout(1);
            LOG.atDebug()
                    .addKeyValue("host", address.host())
                    .addKeyValue("bytes", in.read(buffer, 0, 1))
                    .log("resting connection was closed by the server");
            return false;
        } catch (SocketTimeoutException e) {
            return restored();
        } catch (IOException e) {
            return false; // gone, whatever the reason
        }
    }

    private boolean restored() {
        try {
            socket.setSoTimeout(0);
            return true;
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("host", address.host()).setCause(e).log("connection not closed cleanly");
        }
    }
}
