package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What servers listed of late, for clients that are alike. Whoever needs a list that is not known waits for the one who
 * reads it; a server that cannot be reached is left out without being asked, until a while later.
 */
public final class ListCache {
    private static final Logger LOG = LoggerFactory.getLogger(ListCache.class);
    private static final int MAX_LISTS = 1024;
    private static final long MAX_BYTES = 64L << 20;

    /**
     * How long things last.
     *
     * @param fresh for which a list is believed
     * @param failed for which a failure is believed
     * @param patience with a server that is asked
     * @param retryPatience with one that failed the last time
     */
    public record Lives(Duration fresh, Duration failed, Duration patience, Duration retryPatience) {
        public static final Lives USUAL =
                new Lives(Duration.ofSeconds(60), Duration.ofSeconds(30), Lists.LIMIT, Duration.ofSeconds(1));
    }

    /**
     * Whose list.
     *
     * @param own the one link that it is for, when its server showed that sessions differ
     */
    record Key(Line line, Optional<Link> own, ListKind kind) {
        Key of(ListKind other) {
            return new Key(line, own, other);
        }
    }

    private final Lives lives;
    private final ReentrantLock lock = new ReentrantLock();
    /** Longest unused first. */
    private final Map<Key, ListReading> known = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    public ListCache(Lives lives) {
        this.lives = lives;
    }

    /**
     * The list; {@code read} asks the server for it, over the link.
     *
     * @throws ProblemException when it is not to be had now; the session is told when it is
     */
    List<Element> get(Key key, Link link, Supplier<List<Element>> read) {
        while (true) {
            ListReading reading = reading(key, link, read);
            List<Element> found = reading.await(link);
            if (found != null) {
                return found;
            }
            if (link.isClosed()) {
                throw Link.gone(link.server());
            }
        }
    }

    private ListReading reading(Key key, Link link, Supplier<List<Element>> read) {
        ListReading fresh;
        lock.lock();
        try {
            ListReading last = known.get(key);
            if (last != null && !last.isStale(lives)) {
                return last;
            }
            boolean failed = last != null && last.hasFailed();
            for (ListKind other : ListKind.values()) {
                ListReading neighbour = last == null ? known.get(key.of(other)) : null;
                if (neighbour != null && neighbour.isUnreachable(lives)) {
                    return neighbour; // who cannot be reached for one list is not asked for another
                }
                failed |= neighbour != null && neighbour.hasFailed();
            }
            fresh = new ListReading(link, failed ? lives.retryPatience() : lives.patience());
            put(key, fresh);
        } finally {
            lock.unlock();
        }
        ListReading started = fresh;
        Thread.ofVirtual().name("mcp-read-" + link.server()).start(() -> run(key, started, read));
        return fresh;
    }

    private void run(Key key, ListReading reading, Supplier<List<Element>> read) {
        try {
            reading.listed(read.get());
            weigh(key, reading);
        } catch (RuntimeException e) {
            boolean ofServer = !reading.isOfAClientThatLeft() && !isThrottled(e);
            if (!ofServer) {
                drop(key, reading);
            }
            reading.failed(e);
            LOG.atDebug()
                    .addKeyValue("server", key.line().server())
                    .addKeyValue("list", key.kind().method())
                    .addKeyValue("reason", String.valueOf(e))
                    .log("list of a server not read");
        } catch (Error e) { // nobody shall wait for it for ever
            drop(key, reading);
            reading.failed(new IllegalStateException(e));
            throw e;
        }
    }

    /** That says something about the load, nothing about the list. */
    private static boolean isThrottled(RuntimeException e) {
        return e instanceof ProblemException problem && problem.kind() == ProblemKind.THROTTLED;
    }

    private void put(Key key, ListReading reading) {
        ListReading before = known.put(key, reading);
        bytes -= before == null ? 0 : before.weight();
        if (known.size() > MAX_LISTS) {
            removeEldest();
        }
    }

    private void weigh(Key key, ListReading reading) {
        lock.lock();
        try {
            if (known.get(key) == reading) {
                bytes += reading.weight();
                while (bytes > MAX_BYTES && !known.isEmpty()) {
                    removeEldest();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeEldest() {
        Iterator<ListReading> eldest = known.values().iterator();
        bytes -= eldest.next().weight();
        eldest.remove();
    }

    private void drop(Key key, ListReading reading) {
        remove((other, any) -> any == reading && other.equals(key));
    }

    /** The server's lists are other than before. */
    void forget(String server) {
        remove((key, reading) -> key.line().server().equals(server));
    }

    /** The server was reached again: failures count no more, and after a lost session nothing does. */
    void reached(String server, boolean lost) {
        remove((key, reading) -> key.line().server().equals(server) && (lost ? reading.isDone() : reading.hasFailed()));
    }

    /** The client has gone. */
    void forget(Link link) {
        remove((key, reading) -> key.own().filter(own -> own == link).isPresent());
    }

    private void remove(BiPredicate<Key, ListReading> which) {
        lock.lock();
        try {
            known.entrySet().removeIf(entry -> {
                boolean gone = which.test(entry.getKey(), entry.getValue());
                bytes -= gone ? entry.getValue().weight() : 0;
                return gone;
            });
        } finally {
            lock.unlock();
        }
    }
}
