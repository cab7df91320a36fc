package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.tierlink.internal.Mcpd.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks how all tiers are: when somebody asks, every two seconds at most, and by itself. A change is logged once. */
@Component(service = HealthWatch.class, immediate = true, configurationPid = "io.mcpctl.tierlink")
public final class HealthWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Mcpd mcpd;
    private final LocalUpstreams local;
    private final ReentrantLock looking = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<String> told = new AtomicReference<>("");
    private volatile Optional<Seen> seen = Optional.empty();

    private record Seen(TierHealth health, long at) {}

    @Activate
    public HealthWatch(LinkConfig config, @Reference Mcpd mcpd, @Reference LocalUpstreams local) {
        this.mcpd = mcpd;
        this.local = local;
        int interval = config.healthIntervalMs();
        if (interval < 0) {
            throw StartupFailure.misuse(new ProblemException(
                    ProblemKind.INVALID,
                    "tierlink.healthIntervalMs is '" + interval + "'; expected milliseconds, 0 = never"));
        }
        if (interval > 0) {
            Thread.ofVirtual().name("tierlink-health").start(() -> run(interval));
        }
    }

    @Deactivate
    void close() {
        closing.countDown();
    }

    private void run(int interval) {
        try {
            do {
                local.probe();
                now();
            } while (!closing.await(interval, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    TierHealth now() {
        looking.lock();
        try {
            Optional<Seen> known = seen.filter(s -> System.nanoTime() - s.at() < FRESH.toNanos());
            if (known.isPresent()) {
                return known.get().health();
            }
            TierHealth health = look();
            seen = Optional.of(new Seen(health, System.nanoTime()));
            tell(health);
            return health;
        } finally {
            looking.unlock();
        }
    }

    private TierHealth look() {
        Optional<String> bearer = mcpd.own().now();
        FutureTask<Optional<Answer>> state = ask("health", Optional.empty());
        FutureTask<Optional<Answer>> instances = ask("instances", bearer);
        FutureTask<Optional<Answer>> user = ask("auth/me", bearer);
        Optional<Answer> said = get(state);
        boolean odd = said.isPresent() && !said.get().json().isObject();
        return new TierHealth(
                said.map(Answer::json),
                get(instances).filter(Answer::isGood).map(Answer::json).filter(JsonNode::isArray),
                get(user)
                        .filter(Answer::isGood)
                        .map(answer -> answer.json().path("email").asText(""))
                        .filter(name -> !name.isEmpty()),
                odd ? "the health answer of mcpd is not JSON" : "",
                local.all().stream()
                        .map(server -> new TierHealth.LocalState(
                                server.spec().name(), server.spec().transport().word(), server.state()))
                        .toList(),
                local.isStale());
    }

    private FutureTask<Optional<Answer>> ask(String path, Optional<String> bearer) {
        Supplier<Optional<Answer>> question = () -> {
            try {
                return Optional.of(mcpd.get("/api/v1/" + path, bearer, LIMIT));
            } catch (ProblemException e) {
                return Optional.empty(); // away: that is the answer
            }
        };
        FutureTask<Optional<Answer>> task = new FutureTask<>(question::get);
        Thread.ofVirtual().name("tierlink-health-" + path).start(task);
        return task;
    }

    private static Optional<Answer> get(FutureTask<Optional<Answer>> task) {
        try {
            return task.get(LIMIT.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("mcpd did not tell how it is");
            return Optional.empty();
        }
    }

    private void tell(TierHealth health) {
        String words = health.words();
        String before = told.getAndSet(words);
        if (!before.equals(words)) {
            LOG.atInfo()
                    .addKeyValue("before", before)
                    .addKeyValue("after", words)
                    .log("health of the tiers changed");
        }
    }
}
