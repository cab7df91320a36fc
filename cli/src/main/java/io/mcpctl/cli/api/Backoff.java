package io.mcpctl.cli.api;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.time.Duration;
import java.util.Optional;

/** Repeats what the server refused for being too often: doubling pauses, and the server's own wish first. */
record Backoff(int tries, Duration first, Duration longest) {

    /** The answer 429. */
    static final class Throttled extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> wish;
        private final String sentence;

        Throttled(String sentence, Optional<String> retryAfter) {
            super(sentence);
            this.sentence = sentence;
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
        return new Backoff(1, Duration.ZERO, Duration.ZERO).retry(call);
    }

    <T> T retry(Call<T> call) {
        Duration pause = first;
        for (int attempt = 1; ; attempt++) {
            try {
                return call.run();
            } catch (Throttled e) {
                if (attempt >= tries) {
                    throw new CliException(ExitCode.UNAVAILABLE, e.sentence, e);
                }
                sleep(min(e.wish.orElse(pause), longest));
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
