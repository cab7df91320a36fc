package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process group that was started here, from its start until nothing of it is left. */
final class Child {
    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration REST_OF_GROUP = Duration.ofSeconds(2);

    private final Process process;
    private final Drain errors;
    private final Thread reaper;

    Child(String name, Process process, BoundedLog log, List<String> secrets, Runnable released) {
        this.process = process;
        this.errors = new Drain("stderr-" + name, process.getErrorStream(), log, secrets);
        this.reaper = Thread.ofVirtual().name("reaper-" + name).start(() -> reap(released));
    }

    Process process() {
        return process;
    }

    /** Process id of the leader, which is the number of its group. */
    long group() {
        return process.pid();
    }

    Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    String lastErrorLines() {
        return errors.lastLines();
    }

    /** Waits for its end and for the last of its words. */
    Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.empty();
        }
        errors.await();
        return Optional.of(process.exitValue());
    }

    /**
     * Ends input, asks the group to end after {@code patience}, kills it after {@code grace}; returns when it is gone.
     */
    void end(Duration patience, Duration grace) {
        try {
            // A child that does not read keeps a flushing close waiting until it is killed: not on this thread.
            Thread.ofVirtual().name("close-stdin").start(this::closeInput).join(Duration.ofMillis(100));
            if (patience.isZero() || !process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Groups.signal("TERM", group());
                if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                    Groups.signal("KILL", group());
                }
            }
            reaper.join(REST_OF_GROUP.plusSeconds(3));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.atTrace().addKeyValue("group", group()).log("child had closed its input");
        }
    }

    private void reap(Runnable released) {
        try {
            process.waitFor();
            Groups.end(group(), REST_OF_GROUP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            released.run();
        }
    }
}
