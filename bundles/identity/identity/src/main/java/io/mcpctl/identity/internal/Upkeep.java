package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.store.api.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens by itself: old definitions are upgraded and the owner of the home is logged in at the start, the rules in
 * memory follow the database, expired sessions go.
 */
@Component(
        service = Upkeep.class,
        immediate = true,
        configurationPid = "io.mcpctl.auth",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class Upkeep {
    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration CLEAN_EVERY = Duration.ofDays(1);
    private static final int RETRIES_BEFORE_WARNING = 300;

    private final AuthConfig config;
    private final ResourceStore store;
    private final Database database;
    private final Rules rules;
    private final Passwords passwords;
    private final Logins logins;
    private final Clock clock = Clock.systemUTC();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    @Activate
    public Upkeep(
            AuthConfig config,
            @Reference ResourceStore store,
            @Reference Database database,
            @Reference Rules rules,
            @Reference Passwords passwords,
            @Reference Logins logins) {
        this.config = config;
        this.store = store;
        this.database = database;
        this.rules = rules;
        this.passwords = passwords;
        this.logins = logins;
        this.thread = Thread.ofVirtual().name("identity-upkeep").unstarted(this::run);
        thread.start();
    }

    /** Without an interrupt: that would close the database file under whoever writes it. */
    @Deactivate
    void stop() throws InterruptedException {
        stopping.countDown();
        rules.wake();
        thread.join(Duration.ofSeconds(10));
    }

    private void run() {
        try {
            boolean stop = false;
            for (int attempt = 1; !stop && !started(attempt); attempt++) {
                stop = stopping.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
            }
            Instant cleaned = Instant.EPOCH;
            while (stopping.getCount() > 0) {
                if (Duration.between(cleaned, clock.instant()).compareTo(CLEAN_EVERY) > 0 && cleaned()) {
                    cleaned = clock.instant();
                }
                rules.awaitChange(EVERY);
                compared();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** The kinds of this area may not be there yet; the store says so, and it is tried again. */
    private boolean started(int attempt) {
        try {
            int upgraded = RuleUpgrade.run(store);
            if (upgraded > 0) {
                log.atInfo().addKeyValue("definitions", upgraded).log("rules were upgraded");
            }
            if (config.bootstrap()) {
                new FirstStart(store, database, passwords, logins)
                        .run(new CredentialsFile(Path.of(config.home())), config.url(), clock.instant());
            }
            rules.compare(database);
            return true;
        } catch (IOException | RuntimeException e) {
            if (attempt % RETRIES_BEFORE_WARNING == 0) {
                log.atWarn().setCause(e).log("users and rules are not ready yet");
            }
            return false;
        }
    }

    private void compared() {
        try {
            rules.compare(database);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("rules could not be compared");
        }
    }

    private boolean cleaned() {
        try {
            store.transact(
                    Principal.SYSTEM, transaction -> Sessions.removeExpired(transaction.connection(), clock.instant()));
            return true;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("expired sessions could not be removed");
            return false;
        }
    }
}
