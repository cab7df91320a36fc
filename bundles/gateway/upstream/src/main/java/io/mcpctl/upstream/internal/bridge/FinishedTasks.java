package io.mcpctl.upstream.internal.bridge;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/** Calls that a client wanted as tasks and that the server answered at once; the oldest results give way to new ones. */
final class FinishedTasks {
    private static final int MAX = 256;
    private static final long MAX_BYTES = 64L << 20;
    private static final Duration TTL = Duration.ofMinutes(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Finished> known = new LinkedHashMap<>();
    private long bytes;

    /** A result and the task that it belongs to. */
    record Finished(String id, byte[] result, boolean failed, Instant at) {
        /** Tasks begin with work. */
        byte[] asNew() {
            return json("working");
        }

        byte[] asOver() {
            return json(failed ? "failed" : "completed");
        }

        private byte[] json(String status) {
            return Messages.ascii("{\"taskId\":\"" + id + "\",\"status\":\"" + status + "\",\"createdAt\":\"" + at
                    + "\",\"lastUpdatedAt\":\"" + at + "\",\"ttl\":" + TTL.toMillis() + ",\"pollInterval\":100}");
        }

        @Override
        public String toString() {
            return "Finished[" + id + "]";
        }
    }

    Finished add(Envelope answer) {
        Finished made = new Finished(
                "done-" + UUID.randomUUID(),
                answer.raw(Member.RESULT).orElseThrow(),
                answer.is(Member.RESULT_IS_ERROR, "true"),
                Instant.now());
        lock.lock();
        try {
            known.put(made.id(), made);
            bytes += made.result().length;
            Instant end = Instant.now().minus(TTL);
            var oldest = known.values().iterator();
            while (oldest.hasNext()) {
                Finished one = oldest.next();
                boolean crowded = known.size() > MAX || bytes > MAX_BYTES;
                if (one == made || !(crowded || one.at().isBefore(end))) {
                    break;
                }
                oldest.remove();
                bytes -= one.result().length;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    Optional<Finished> find(String id) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(id));
        } finally {
            lock.unlock();
        }
    }
}
