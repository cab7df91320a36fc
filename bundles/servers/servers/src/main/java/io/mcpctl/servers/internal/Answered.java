package io.mcpctl.servers.internal;

import java.time.Duration;
import java.util.function.Supplier;

/** Told of each answer of an instance to a client. */
@FunctionalInterface
interface Answered {
    void answered(boolean ok, Duration took);

    /** Sends a request and tells of its answer; also when there is none. */
    default byte[] timed(Supplier<byte[]> request) {
        long begin = System.nanoTime();
        boolean ok = false;
        try {
            byte[] answer = request.get();
            ok = !FailedAnswer.is(answer);
            return answer;
        } finally {
            answered(ok, Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
