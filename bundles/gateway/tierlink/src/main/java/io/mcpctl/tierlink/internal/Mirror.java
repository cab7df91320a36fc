package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.tierlink.internal.EventLines.Event;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All resources of one kind that the proxy's own bearer may see, kept current by a watch. While mcpd is away the last
 * known ones stay; when it refuses to show them they are forgotten.
 */
final class Mirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MOST = 10_000;
    private static final Duration HEAD_LIMIT = Duration.ofSeconds(10);
    /** mcpd sends something every 10 s. */
    private static final Duration SILENCE = Duration.ofSeconds(35);

    private static final long LONGEST_WAIT_SECONDS = 15;

    /** What is known of mcpd's resources. */
    enum State {
        /** mcpd was not heard yet, or is away: what is known may be old. */
        AWAY,
        CURRENT,
        /** mcpd does not show them. */
        REFUSED
    }

    private final Mcpd mcpd;
    private final String plural;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final AtomicInteger epoch = new AtomicInteger();
    private final Thread thread;
    private volatile Map<String, JsonNode> byName = new ConcurrentHashMap<>();
    private volatile State state = State.AWAY;
    private volatile boolean closed;

    Mirror(Mcpd mcpd, String plural) {
        this.mcpd = mcpd;
        this.plural = plural;
        this.thread = Thread.ofVirtual().name("tierlink-mirror-" + plural).start(this::run);
    }

    /** Waits for the first word of mcpd, at most so long. */
    State awaitFirst(Duration limit) {
        try {
            if (!settled.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return State.AWAY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return state;
    }

    State state() {
        return state;
    }

    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Map<String, JsonNode> all() {
        return byName;
    }

    /** Changes with every new connection to mcpd, which may be another one. */
    int epoch() {
        return epoch.get();
    }

    private void run() {
        long wait = 1;
        while (!closed) {
            Optional<String> bearer = mcpd.own().now();
            try {
                if (watch(bearer)) {
                    wait = 1;
                }
            } catch (ProblemException | IOException e) {
                away(e);
            }
            pause(wait, bearer);
            wait = Math.min(LONGEST_WAIT_SECONDS, wait * 2);
        }
    }

    private void away(Exception e) {
        if (state == State.CURRENT && !closed) {
            LOG.atWarn()
                    .addKeyValue("kind", plural)
                    .addKeyValue("url", mcpd.shown())
                    .log("mcpd is away");
        }
        LOG.atDebug().addKeyValue("kind", plural).setCause(e).log("watch ended");
        if (state != State.REFUSED) {
            state = State.AWAY;
        }
        settled.countDown();
    }

    /** Watches until mcpd ends the stream; whether there was one. */
    private boolean watch(Optional<String> bearer) throws IOException {
        HttpRequest request = mcpd.request("/api/v1/" + plural + "?watch=true", bearer)
                .header("Accept", "text/event-stream")
                .timeout(HEAD_LIMIT)
                .GET()
                .build();
        try (Mcpd.Response answer = mcpd.open(request);
                IdleGuard guard = new IdleGuard(answer.body(), SILENCE)) {
            if (answer.status() == 401 || answer.status() == 403) {
                refused(answer.status());
                return false;
            }
            if (answer.status() != 200) {
                throw new IOException("HTTP status " + answer.status());
            }
            follow(new EventLines(guard.stream()));
        }
        away(new IOException("mcpd ended the stream"));
        return true;
    }

    private void refused(int status) {
        if (state != State.REFUSED) {
            LOG.atWarn()
                    .addKeyValue("kind", plural)
                    .addKeyValue("status", status)
                    .log("mcpd does not show them");
        }
        byName = new ConcurrentHashMap<>();
        state = State.REFUSED;
        settled.countDown();
    }

    private void follow(EventLines events) throws IOException {
        epoch.incrementAndGet();
        Map<String, JsonNode> filling = new ConcurrentHashMap<>();
        boolean full = false;
        for (Optional<Event> event = events.next(); event.isPresent() && !closed; event = events.next()) {
            JsonNode document = MAPPER.readTree(event.get().data());
            String name = document.path("name").asText("");
            switch (event.get().type()) {
                case "RESET" -> {
                    filling = new ConcurrentHashMap<>();
                    full = false;
                }
                case "ADDED", "MODIFIED" -> put(full ? byName : filling, name, document);
                case "DELETED" -> (full ? byName : filling).remove(name);
                case "BOOKMARK" -> {
                    if (!full) {
                        full = true;
                        current(filling);
                    }
                }
                default ->
                    LOG.atDebug().addKeyValue("event", event.get().type()).log("unknown event ignored");
            }
        }
    }

    private void current(Map<String, JsonNode> all) {
        byName = all;
        if (state != State.CURRENT) {
            LOG.atInfo()
                    .addKeyValue("kind", plural)
                    .addKeyValue("url", mcpd.shown())
                    .addKeyValue("count", all.size())
                    .log("mcpd shows its resources");
        }
        state = State.CURRENT;
        settled.countDown();
    }

    private static void put(Map<String, JsonNode> to, String name, JsonNode document) {
        if (to.size() < MOST || to.containsKey(name)) {
            to.put(name, document);
        }
    }

    /** Also ends when the proxy gets another bearer. */
    private void pause(long seconds, Optional<String> used) {
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            while (!closed && System.nanoTime() < end && mcpd.own().now().equals(used)) {
                Thread.sleep(200);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
