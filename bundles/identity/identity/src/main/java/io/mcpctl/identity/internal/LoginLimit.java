package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** Ten attempts in a minute from one address. Remembers the addresses that tried last. */
final class LoginLimit {
    private static final int ATTEMPTS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_ADDRESSES = 10_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deque<Instant>> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    LoginLimit(Clock clock) {
        this.clock = clock;
    }

    /** @throws ProblemException THROTTLED, saying when to try again */
    void attempt(String address) {
        Instant now = clock.instant();
        lock.lock();
        try {
            Deque<Instant> recent = attempts.computeIfAbsent(address, a -> new ArrayDeque<>());
            while (!recent.isEmpty() && !recent.peekFirst().plus(WINDOW).isAfter(now)) {
                recent.removeFirst();
            }
            if (recent.size() >= ATTEMPTS) {
                throw throttled(Duration.between(now, recent.getFirst().plus(WINDOW)));
            }
            recent.addLast(now);
        } finally {
            lock.unlock();
        }
    }

    private static ProblemException throttled(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return ProblemException.retryAfter(
                ProblemKind.THROTTLED,
                "too many logins from this address; try again in " + seconds + " s",
                Duration.ofSeconds(seconds));
    }
}
