package io.mcpctl.audit.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is older than the configuration says: soon after the start, and then once a day. */
@Component(service = Retention.class, configurationPid = "io.mcpctl.audit", immediate = true)
@Designate(ocd = AuditConfig.class)
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final Duration FIRST = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofDays(1);
    private static final int MAX_DAYS = 36_500;

    private final AuditTables tables;
    private final int logDays;
    private final int eventDays;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    @Activate
    public Retention(@Reference AuditTables tables, AuditConfig config) {
        this(
                tables,
                days("audit.logRetentionDays", config.logRetentionDays()),
                days("audit.eventRetentionDays", config.eventRetentionDays()),
                Clock.systemUTC());
        Thread.ofVirtual().name("audit-retention").start(this::run);
    }

    Retention(AuditTables tables, int logDays, int eventDays, Clock clock) {
        this.tables = tables;
        this.logDays = logDays;
        this.eventDays = eventDays;
        this.clock = clock;
    }

    private static int days(String key, int days) {
        if (days < 0 || days > MAX_DAYS) {
            throw StartupFailure.report(
                    new ProblemException(ProblemKind.INVALID, key + " is " + days + "; allowed are 0 to " + MAX_DAYS));
        }
        return days;
    }

    /** Only asks the thread to end: an interrupt in the middle of a write closes embedded databases. */
    @Deactivate
    void close() {
        closing.countDown();
    }

    private void run() {
        try {
            Duration pause = FIRST;
            while (!closing.await(pause.toSeconds(), TimeUnit.SECONDS)) {
                pause = INTERVAL;
                try {
                    sweep();
                } catch (ProblemException e) {
                    LOG.atWarn().setCause(e).log("old audit rows cannot be deleted; trying again tomorrow");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void sweep() {
        long logs = logDays == 0 ? 0 : tables.purgeLogs(clock.instant().minus(Duration.ofDays(logDays)));
        long events = eventDays == 0 ? 0 : tables.purgeEvents(clock.instant().minus(Duration.ofDays(eventDays)));
        if (logs + events > 0) {
            LOG.atInfo().addKeyValue("logs", logs).addKeyValue("events", events).log("old audit rows deleted");
        }
    }
}
