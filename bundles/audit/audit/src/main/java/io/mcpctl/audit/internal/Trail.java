package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue and one thread that writes it in batches. The thread is never interrupted, because an interrupt in
 * the middle of a write closes embedded databases; and it is a platform thread, because an embedded database computes
 * for milliseconds, during which calls would wait for a carrier.
 */
@Component(service = AuditTrail.class, immediate = true)
public final class Trail implements AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
    private static final int CAPACITY = 10_000;
    private static final int BATCH = 500;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final Duration SETTLING = Duration.ofMillis(50);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final Duration WARNING_INTERVAL = Duration.ofMinutes(1);

    private final Sink sink;
    private final EntryQueue queue;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread writer;
    private long warnedOf;
    private long warnedAt = System.nanoTime() - WARNING_INTERVAL.toNanos();

    /** Where entries go. */
    interface Sink {
        /** Stores all of the entries or none; {@code flood} tells that others wait already. */
        void write(List<Entry> entries, boolean flood) throws SQLException;

        /** Does some of the work that was put off in a flood; false when nothing is left of it. */
        default boolean settle() throws SQLException {
            return false;
        }
    }

    @Activate
    public Trail(@Reference Backlog sink) {
        this(sink, CAPACITY);
    }

    Trail(Sink sink, int capacity) {
        this.sink = sink;
        this.queue = new EntryQueue(capacity, BATCH);
        this.writer = Thread.ofPlatform().daemon().name("audit-writer").start(this::run);
    }

    @Override
    public void record(AuditEvent event) {
        queue.add(new Entry.Event(event));
    }

    @Override
    public void record(AuditAction action) {
        queue.add(new Entry.Action(action));
    }

    @Override
    public long dropped() {
        return queue.dropped();
    }

    /** Stores what waits, within a limit. */
    @Deactivate
    void close() {
        queue.close();
        stopping.countDown();
        try {
            if (!writer.join(STOP_LIMIT)) {
                LOG.atWarn().addKeyValue("limit_ms", STOP_LIMIT.toMillis()).log("audit entries are lost at the stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean unsettled = true; // a former process may have left something
        try {
            while (!queue.isOver()) {
                List<Entry> batch = queue.take(unsettled ? DELAY : FOREVER, DELAY);
                if (!batch.isEmpty()) {
                    store(batch);
                    warn();
                }
                boolean flood = batch.size() == BATCH;
                unsettled = flood || (unsettled && settle());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A part of each round only: what comes now comes first. False when nothing is left to do. */
    private boolean settle() {
        long end = System.nanoTime() + SETTLING.toNanos();
        try {
            while (System.nanoTime() < end) {
                if (stopping.getCount() == 0 || !sink.settle()) {
                    return false;
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("packed audit events stay packed for now");
        }
        return true;
    }

    private void store(List<Entry> batch) throws InterruptedException {
        while (true) {
            boolean last = stopping.getCount() == 0;
            try {
                sink.write(batch, batch.size() == BATCH);
                return;
            } catch (SQLException e) {
                if (refused(e)) {
                    storeOneByOne(batch, e);
                    return;
                }
                LOG.atDebug().setCause(e).log("audit entries cannot be stored now");
            } catch (RuntimeException e) {
                queue.lost(batch.size());
                LOG.atError().setCause(e).log("audit entries cannot be stored");
                return;
            }
            if (last) {
                queue.lost(batch.size());
                return;
            }
            warn();
            stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** One entry that the database refuses must not take the others with it. */
    private void storeOneByOne(List<Entry> batch, SQLException e) throws InterruptedException {
        if (batch.size() == 1) {
            queue.lost(1);
            LOG.atWarn().setCause(e).log("the database refuses an audit entry");
            return;
        }
        for (Entry entry : batch) {
            store(List.of(entry));
        }
    }

    /** SQL classes 22 and 23: the values are at fault, so that trying again is of no use. */
    static boolean refused(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }

    private void warn() {
        long now = System.nanoTime();
        long dropped = queue.dropped();
        if (dropped > warnedOf && now - warnedAt >= WARNING_INTERVAL.toNanos()) {
            LOG.atWarn()
                    .addKeyValue("dropped", dropped - warnedOf)
                    .addKeyValue("dropped_total", dropped)
                    .log("audit entries were dropped: they come faster than they are stored");
            warnedOf = dropped;
            warnedAt = now;
        }
    }
}
