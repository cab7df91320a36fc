package io.mcpctl.cli.api;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Repeats what the server refused for now: doubling pauses, and the server's own wish first. */
record Backoff(int tries, Duration first, Duration longest, Consumer<String> talk) {

    /** The answers 429 and 503. */
    static final class Throttled extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> wish;
        private final CliException refusal;

        Throttled(CliException refusal, Optional<String> retryAfter) {
            super(refusal);
            this.refusal = refusal;
            this.wish = retryAfter
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)));
        }
    }

    /** A request that the server may refuse for being too often. */
    interface Call<T> {
        T run() throws Throttled;
    }

    static <T> T once(Call<T> call) {
        return new Backoff(1, Duration.ZERO, Duration.ZERO, line -> {}).retry(call);
    }

    <T> T retry(Call<T> call) {
        Duration pause = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.run();
            } catch (Throttled e) {
                if (attempt >= tries) {
                    throw e.refusal;
                }
                Duration now = min(e.wish.orElse(pause), longest);
                talk.accept("the daemon is busy, trying again in " + now.toSeconds() + " s");
                sleep(now);
                pause = min(pause.multipliedBy(2), longest);
            }
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }
}
