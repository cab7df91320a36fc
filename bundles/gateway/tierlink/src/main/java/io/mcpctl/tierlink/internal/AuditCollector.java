package io.mcpctl.tierlink.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.problem.api.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends mcpd what it cannot see for itself: the sessions of the proxy's clients, and calls that do not reach its servers.
 * Nobody waits for it; what mcpd does not take in time is dropped, oldest first.
 */
@Component(service = AuditTrail.class)
public final class AuditCollector implements AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditCollector.class);
    private static final int MOST = 5_000;
    private static final int BATCH = 50;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(3);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final AuditPost post;
    private final LocalUpstreams local;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition full = lock.newCondition();
    private final Deque<AuditEvent> waiting = new ArrayDeque<>();
    private final Thread thread;
    private long dropped;
    private Optional<Long> warned = Optional.empty();
    private volatile boolean closed;

    @Activate
    public AuditCollector(@Reference Mcpd mcpd, @Reference LocalUpstreams local) {
        this.post = new AuditPost(mcpd);
        this.local = local;
        this.thread = Thread.ofVirtual().name("tierlink-audit").start(this::run);
    }

    @Override
    public void record(AuditEvent event) {
        boolean seenThere = event.kind().equals(AuditEvent.TOOL_CALL_TRACE)
                && event.serverName().filter(name -> local.find(name).isEmpty()).isPresent();
        if (seenThere) {
            return;
        }
        lock.lock();
        try {
            if (waiting.size() >= MOST) {
                waiting.removeFirst();
                dropped++;
            }
            waiting.addLast(event);
            if (waiting.size() >= BATCH) {
                full.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Requests to the REST interface are recorded where they are answered. */
    @Override
    public void record(AuditAction action) {
        LOG.atDebug().addKeyValue("action", action.action()).log("action is recorded by mcpd");
    }

    @Override
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!closed) {
                await();
                flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    private void await() throws InterruptedException {
        lock.lock();
        try {
            long left = INTERVAL.toNanos();
            while (waiting.size() < BATCH && left > 0) {
                left = full.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends all there is, or stops at the first batch that mcpd does not take now. */
    private void flush() throws InterruptedException {
        for (List<AuditEvent> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                switch (post.send(batch)) {
                    case TAKEN -> {}
                    case WRONG -> {
                        lost(batch.size());
                        warn("mcpd does not accept audit events of the proxy; they are dropped");
                    }
                    case REFUSED -> {
                        putBack(batch);
                        warn("mcpd refuses audit events of the proxy; they wait for another login");
                        TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
                        return;
                    }
                }
            } catch (ProblemException e) {
                putBack(batch);
                LOG.atDebug().setCause(e).log("audit events wait, mcpd is away");
                TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
                return;
            }
        }
    }

    private List<AuditEvent> next() {
        lock.lock();
        try {
            List<AuditEvent> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && !waiting.isEmpty()) {
                batch.add(waiting.removeFirst());
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(List<AuditEvent> batch) {
        lock.lock();
        try {
            for (AuditEvent event : batch.reversed()) {
                if (waiting.size() >= MOST) {
                    dropped++;
                } else {
                    waiting.addFirst(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void lost(int count) {
        lock.lock();
        try {
            dropped += count;
        } finally {
            lock.unlock();
        }
    }

    private void warn(String sentence) {
        long now = System.nanoTime();
        if (warned.filter(last -> now - last < QUIET.toNanos()).isEmpty()) {
            warned = Optional.of(now);
            LOG.atWarn().log(sentence);
        }
    }

    @Deactivate
    void close() {
        closed = true;
        thread.interrupt();
        Thread last = Thread.ofVirtual().name("tierlink-audit-last").start(() -> {
            try {
                flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it takes too long
            }
        });
        try {
            if (!last.join(FAREWELL)) {
                last.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
