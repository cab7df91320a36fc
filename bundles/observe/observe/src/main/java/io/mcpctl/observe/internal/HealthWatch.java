package io.mcpctl.observe.internal;

import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows how the daemon is. Anybody may ask, so what takes time is looked at every two seconds at most, by one thread
 * while the others use what it saw before; a change is logged once.
 */
@Component(service = HealthWatch.class, immediate = true)
public final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final InstanceBoard board;
    private final ToolCalls calls;
    private final Database database;
    private final Duration fresh;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicReference<Overview.@Nullable State> last = new AtomicReference<>();
    private volatile @Nullable Seen seen;

    private record Seen(boolean orchestrator, boolean database, long at) {}

    @Activate
    public HealthWatch(@Reference InstanceBoard board, @Reference ToolCalls calls, @Reference Database database) {
        this(board, calls, database, FRESH, true);
    }

    HealthWatch(InstanceBoard board, ToolCalls calls, Database database, Duration fresh, boolean watch) {
        this.board = board;
        this.calls = calls;
        this.database = database;
        this.fresh = fresh;
        if (watch) {
            Thread.ofVirtual().name("health-watch").start(this::run);
        }
    }

    /** Only asks the thread to end: an interrupt in the middle of a query closes embedded databases. */
    @Deactivate
    void close() {
        closing.countDown();
    }

    Overview overview() {
        Seen parts = parts();
        Overview now = Overview.of(board.instances(), calls.servers(), parts.orchestrator(), parts.database());
        Overview.State before = last.getAndSet(now.overallStatus());
        if (before != null && before != now.overallStatus()) {
            LOG.atInfo()
                    .addKeyValue("before", before)
                    .addKeyValue("after", now.overallStatus())
                    .addKeyValue("reason", now.reason())
                    .log("overall health changed");
        }
        return now;
    }

    private boolean fresh(Seen known) {
        return System.nanoTime() - known.at() < fresh.toNanos();
    }

    private Seen parts() {
        Seen known = seen;
        if (known != null && (fresh(known) || !looking.tryLock())) {
            return known;
        }
        if (known == null) {
            looking.lock();
        }
        try {
            known = seen;
            if (known == null || !fresh(known)) {
                known = new Seen(board.orchestratorReady(), databaseAnswers(), System.nanoTime());
                seen = known;
            }
            return known;
        } finally {
            looking.unlock();
        }
    }

    private boolean databaseAnswers() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1")) {
            return row.next();
        } catch (SQLException e) {
            LOG.atDebug().setCause(e).log("the database does not answer");
            return false;
        }
    }

    private void run() {
        try {
            do {
                look();
            } while (!closing.await(INTERVAL.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            overview();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("health cannot be told now");
        }
    }
}
