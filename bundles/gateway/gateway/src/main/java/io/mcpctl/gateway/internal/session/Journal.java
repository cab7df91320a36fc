package io.mcpctl.gateway.internal.session;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the event streams of one session wrote of late, so that a client whose connection broke gets the rest when it
 * comes back with {@code Last-Event-ID}. Ids of events are {@code stream-number}, unique in the session; a stream is
 * only ever continued by itself. Bounded for the session and for all sessions together: what does not fit is not kept.
 */
public final class Journal {
    /** The stream that a client opens with GET for what belongs to no request. */
    public static final int ASIDE = 0;

    private static final int MAX_MESSAGES = 256;
    private static final int MAX_BYTES = 1 << 20;
    private static final long MAX_BYTES_OF_ALL = 64L << 20;
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final AtomicLong BYTES_OF_ALL = new AtomicLong();

    /** One written event. */
    public record Entry(int stream, long number, byte[] message, long at) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Integer, SessionStream> streams = new HashMap<>();
    private final boolean primes;
    private int bytes;
    private int lastStream = ASIDE;

    /** {@code primes} when streams of the session's revision begin with an event that only has an id. */
    public Journal(boolean primes) {
        this.primes = primes;
    }

    public boolean primes() {
        return primes;
    }

    public SessionStream open() {
        lock.lock();
        try {
            SessionStream stream = new SessionStream(this, ++lastStream);
            streams.put(lastStream, stream);
            return stream;
        } finally {
            lock.unlock();
        }
    }

    public Optional<SessionStream> stream(int number) {
        lock.lock();
        try {
            return Optional.ofNullable(streams.get(number));
        } finally {
            lock.unlock();
        }
    }

    /** Keeps an event; false when there is no room for it. */
    public boolean keep(int stream, long number, byte[] message) {
        if (message.length > MAX_BYTES || BYTES_OF_ALL.get() + message.length > MAX_BYTES_OF_ALL) {
            return false;
        }
        lock.lock();
        try {
            entries.addLast(new Entry(stream, number, message, System.nanoTime()));
            bytes += message.length;
            BYTES_OF_ALL.addAndGet(message.length);
            while (entries.size() > MAX_MESSAGES || bytes > MAX_BYTES) {
                forgetOldest();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void forgetOldest() {
        Entry oldest = entries.removeFirst();
        bytes -= oldest.message().length;
        BYTES_OF_ALL.addAndGet(-oldest.message().length);
    }

    /** What the stream wrote after that number. */
    public List<Entry> after(int stream, long number) {
        lock.lock();
        try {
            return entries.stream()
                    .filter(entry -> entry.stream() == stream && entry.number() > number)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what nobody came back for. */
    void expire() {
        lock.lock();
        try {
            long now = System.nanoTime();
            while (!entries.isEmpty() && now - entries.getFirst().at() > KEPT.toNanos()) {
                forgetOldest();
            }
            streams.values().removeIf(stream -> stream.endedFor().compareTo(KEPT) > 0);
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        List<SessionStream> ending;
        lock.lock();
        try {
            while (!entries.isEmpty()) {
                forgetOldest();
            }
            ending = List.copyOf(streams.values());
            streams.clear();
        } finally {
            lock.unlock();
        }
        ending.forEach(SessionStream::end); // streams lock the journal, never the other way round
    }
}
