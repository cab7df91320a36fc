package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * The latest committed changes, numbered, for those who watch. Readers keep a position and no queue, so that any number
 * of slow ones costs nothing: who falls behind what is kept is told so and begins again.
 */
@Component(service = {ResourceListener.class, ChangeFeed.class})
public final class ChangeFeed implements ResourceListener {
    private static final int ENTRIES = 10_000;
    private static final long CHARACTERS = 8L * 1024 * 1024;
    private static final int BATCH = 500;

    private final int size;
    private final long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final @Nullable Entry[] slots;
    /** Version of the latest kept change of each resource; the largest number once it is deleted. */
    private final Map<String, Integer> latest = new HashMap<>();

    private String epoch = newEpoch();
    private long oldest = 1;
    private long next = 1;
    private long characters;
    private boolean open = true;

    /** One change; {@code weight} is about its size in characters. */
    record Entry(long number, Change change, int weight) {}

    /**
     * Where a reader stands: everything up to this number was read.
     *
     * @param epoch numbers of different epochs have nothing to do with each other
     */
    record Position(String epoch, long number) {}

    @Activate
    public ChangeFeed() {
        this(ENTRIES, CHARACTERS);
    }

    ChangeFeed(int size, long capacity) {
        this.size = size;
        this.capacity = capacity;
        this.slots = new Entry[size];
    }

    @Deactivate
    public void close() {
        lock.lock();
        try {
            open = false;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void changed(Change change) {
        // The text of a record is about as long as the record is large.
        int weight = change.toString().length();
        String id = change.resource().id();
        int version = change.after().map(Resource::version).orElse(Integer.MAX_VALUE);
        lock.lock();
        try {
            if (latest.getOrDefault(id, 0) >= version) {
                // Overtaken by a later change of the same resource, as changes of other daemons may be.
                return;
            }
            latest.put(id, version);
            if (next - oldest == size) {
                forgetOldest();
            }
            slots[(int) (next % size)] = new Entry(next, change, weight);
            next++;
            characters += weight;
            while (characters > capacity && oldest < next) {
                forgetOldest();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forgetOldest() {
        int slot = (int) (oldest++ % size);
        Entry gone = slots[slot];
        slots[slot] = null;
        if (gone != null) {
            characters -= gone.weight();
            int version = gone.change().after().map(Resource::version).orElse(Integer.MAX_VALUE);
            latest.remove(gone.change().resource().id(), version);
        }
    }

    /** Nobody knows what changed: every reader begins again. */
    @Override
    public void missed() {
        lock.lock();
        try {
            epoch = newEpoch();
            while (oldest < next) {
                forgetOldest();
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** After the latest change. */
    Position end() {
        lock.lock();
        try {
            return new Position(epoch, next - 1);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The changes after a position, oldest first; waits for the first one.
     *
     * @return an empty list when there was none in time or the feed ended; absent when some are not kept any more
     */
    Optional<List<Entry>> after(Position position, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = limit.toNanos();
            while (open && isKept(position) && position.number() == next - 1 && nanos > 0) {
                nanos = news.awaitNanos(nanos);
            }
            if (!isKept(position)) {
                return Optional.empty();
            }
            List<Entry> found = new ArrayList<>();
            for (long n = position.number() + 1; n < next && found.size() < BATCH; n++) {
                Entry entry = slots[(int) (n % size)];
                if (entry != null) {
                    found.add(entry);
                }
            }
            return Optional.of(found);
        } finally {
            lock.unlock();
        }
    }

    private boolean isKept(Position position) {
        return position.epoch().equals(epoch) && position.number() >= oldest - 1 && position.number() < next;
    }

    private static String newEpoch() {
        return Long.toString(new SecureRandom().nextLong() >>> 1, 36);
    }
}
