package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The rules in memory. Decisions never read the database: a request brings the rules up to date when it is
 * authenticated, before it holds a connection. Knows no store: the store binds listeners.
 */
@Component(service = {ResourceListener.class, Rules.class})
public final class Rules implements ResourceListener {
    private static final Set<String> CONCERNED = Set.of("user", "group", "rbac", "mcptoken", "project");

    private final AtomicLong changes = new AtomicLong();
    private final Semaphore wake = new Semaphore(0);
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Loaded loaded = new Loaded(-1, "", RuleIndex.NONE);

    /** @param change number of the change up to which it was read at least */
    private record Loaded(long change, String stamp, RuleIndex index) {}

    @Activate
    public Rules() {}

    @Override
    public void changed(Change change) {
        if (CONCERNED.contains(change.kind())) {
            changed();
        }
    }

    @Override
    public void missed() {
        changed();
    }

    /** For changes of tables that are no kind. */
    void changed() {
        changes.incrementAndGet();
        wake();
    }

    /** Ends the wait of who awaits a change. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    /** Waits for a local change. */
    void awaitChange(Duration limit) throws InterruptedException {
        if (wake.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            wake.drainPermits();
        }
    }

    /** As last read. */
    RuleIndex now() {
        return loaded.index();
    }

    /** Reads again when something was changed here. Must not be called by who holds a connection. */
    void refresh(Database database) {
        if (loaded.change() == changes.get()) {
            return;
        }
        load(database, false);
    }

    /** Reads again when something was changed here or elsewhere. */
    void compare(Database database) {
        load(database, true);
    }

    private void load(Database database, boolean always) {
        loading.lock();
        try {
            long change = changes.get(); // before reading: a change meanwhile makes the next question read again
            if (!always && loaded.change() == change) {
                return;
            }
            try (Connection connection = database.connect()) {
                String stamp = FactTable.stamp(connection);
                boolean same = stamp.equals(loaded.stamp());
                loaded = new Loaded(change, stamp, same ? loaded.index() : new RuleIndex(FactTable.read(connection)));
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "the rules cannot be read from the database; check the disk and see 'mcpctl logs --daemon'",
                    e);
        } finally {
            loading.unlock();
        }
    }
}
