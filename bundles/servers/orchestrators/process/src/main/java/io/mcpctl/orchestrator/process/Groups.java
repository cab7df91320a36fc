package io.mcpctl.orchestrator.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Signals to process groups; Java can only signal single processes. */
final class Groups {
    private static final Duration POLL = Duration.ofMillis(20);

    private Groups() {}

    static boolean alive(long group) {
        return !Proc.group(group).isEmpty();
    }

    /** Asks the group to end, and kills what is left of it after {@code grace}. */
    static void end(long group, Duration grace) throws InterruptedException {
        if (!alive(group)) {
            return;
        }
        signal("TERM", group);
        if (!awaitEnd(group, grace)) {
            signal("KILL", group);
            awaitEnd(group, Duration.ofSeconds(2));
        }
    }

    static boolean awaitEnd(long group, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (alive(group)) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    /** A group that is already gone is a success. */
    static void signal(String name, long group) throws InterruptedException {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -s \"$1\" -- \"-$2\"", "sh", name, Long.toString(group))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(5, TimeUnit.SECONDS)) {
                kill.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot signal process group " + group, e);
        }
    }
}
