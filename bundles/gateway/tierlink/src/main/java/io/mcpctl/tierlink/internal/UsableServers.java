package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers mcpd lets each caller use. It is asked again when servers came or went there, and as long after an answer
 * as one is believed, on a thread beside: only the first answer and news are waited for. While mcpd is away the last answer
 * counts.
 */
final class UsableServers {
    private static final Logger LOG = LoggerFactory.getLogger(UsableServers.class);
    private static final int MOST = 10_000;
    private static final Duration WAIT = Duration.ofSeconds(3);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Slot> slots = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Slot> eldest) {
            return size() > MOST;
        }
    };

    /** What one caller may use; under the lock. */
    private static final class Slot {
        private Set<String> names = Set.of();
        /** What mcpd had when it was asked. */
        private Set<String> there = Set.of();

        private boolean asked;
        private long due;
        private CountDownLatch asking = new CountDownLatch(0);

        boolean isNews(Set<String> now) {
            return !asked || !there.equals(now);
        }

        boolean isDue() {
            return System.nanoTime() - due > 0;
        }
    }

    /**
     * Answers from memory, save for what is not known yet.
     *
     * @param caller tells callers apart
     * @param there the servers that mcpd has
     * @param ask asks mcpd
     */
    Set<String> get(String caller, Set<String> there, Supplier<Set<String>> ask) {
        Slot slot;
        boolean news;
        CountDownLatch asking;
        lock.lock();
        try {
            slot = slots.computeIfAbsent(caller, absent -> new Slot());
            news = slot.isNews(there);
            if (slot.asking.getCount() == 0 && (news || slot.isDue())) {
                slot.asking = new CountDownLatch(1);
                Thread.ofVirtual().name("tierlink-servers").start(() -> ask(slot, there, ask));
            }
            asking = slot.asking;
        } finally {
            lock.unlock();
        }
        if (news) {
            await(asking);
        }
        lock.lock();
        try {
            return slot.names;
        } finally {
            lock.unlock();
        }
    }

    private static void await(CountDownLatch asking) {
        try {
            if (!asking.await(WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atDebug().log("mcpd does not say in time which servers a caller may use; the last answer counts");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Slot slot, Set<String> there, Supplier<Set<String>> ask) {
        try {
            learn(slot, there, ask.get(), Kept.GOOD);
        } catch (ProblemException e) {
            boolean refused = e.kind() == ProblemKind.UNAUTHENTICATED || e.kind() == ProblemKind.FORBIDDEN;
            LOG.atDebug().setCause(e).log("mcpd does not say which servers a caller may use");
            learn(slot, there, refused ? Set.of() : names(slot), Kept.BAD);
        } finally {
            slot.asking.countDown();
        }
    }

    private Set<String> names(Slot slot) {
        lock.lock();
        try {
            return slot.names;
        } finally {
            lock.unlock();
        }
    }

    private void learn(Slot slot, Set<String> there, Set<String> names, Duration believed) {
        lock.lock();
        try {
            slot.names = names;
            slot.there = there;
            slot.asked = true;
            slot.due = System.nanoTime() + believed.toNanos();
        } finally {
            lock.unlock();
        }
    }
}
