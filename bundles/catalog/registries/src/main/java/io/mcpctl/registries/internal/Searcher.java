package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks several registries at the same time; each has the same limit, and what fails is a warning. For one search. */
final class Searcher {
    private static final Logger LOG = LoggerFactory.getLogger(Searcher.class);

    /** How long the first answer waits for others, so that what is shown first is ranked among them. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private final List<Registry> registries;
    private final Answers answers;
    private final Duration limit;
    private final BlockingQueue<Outcome> outcomes;
    private final List<Listing> found = new ArrayList<>();
    private final Set<String> shown = new HashSet<>();
    private final List<Problem.Violation> failures = new ArrayList<>();
    private int given;

    /** Hears of servers as soon as they are known, better ones first each time, and of what failed. */
    interface Listener {
        void found(List<Listing> listings) throws IOException;

        void failed(String registry, String sentence) throws IOException;
    }

    private record Outcome(String registry, List<Listing> listings, Optional<String> failure) {}

    Searcher(List<Registry> registries, Answers answers, Duration limit) {
        this.registries = List.copyOf(registries);
        this.answers = answers;
        this.limit = limit;
        this.outcomes = new LinkedBlockingQueue<>(registries.size());
    }

    /**
     * Searches. What was told is not told again when another registry has it too.
     *
     * @param piecemeal false to tell everything at once, at the end
     * @return the failure of all, if nothing but failures came
     */
    Optional<ProblemException> search(Search search, boolean piecemeal, Listener listener)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Thread> threads = registries.stream()
                .map(registry -> Thread.ofVirtual()
                        .name("registry-" + registry.name())
                        .start(() -> ask(registry, search, deadline)))
                .toList();
        try {
            collect(search, piecemeal, listener, deadline);
        } finally {
            threads.forEach(Thread::interrupt);
        }
        return failures.size() < registries.size() ? Optional.empty() : Optional.of(allFailed());
    }

    private void ask(Registry registry, Search search, long deadline) {
        Outcome outcome;
        try {
            outcome =
                    new Outcome(registry.name(), Inquiry.search(registry, search, answers, deadline), Optional.empty());
        } catch (ProblemException e) {
            outcome = new Outcome(
                    registry.name(), List.of(), Optional.of(e.problem().detail()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        } catch (Throwable e) { // also linkage errors of a plug-in: they cost its own answer only
            LOG.atError().addKeyValue("registry", registry.name()).setCause(e).log("search failed");
            outcome = new Outcome(registry.name(), List.of(), Optional.of("cannot be searched; see the daemon's log"));
        }
        outcomes.add(outcome);
    }

    private void collect(Search search, boolean piecemeal, Listener listener, long deadline)
            throws IOException, InterruptedException {
        Set<String> silent = new HashSet<>();
        registries.forEach(registry -> silent.add(registry.name()));
        while (!silent.isEmpty()) {
            Outcome next = outcomes.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            take(next, silent, listener);
            long grace = Math.min(deadline, System.nanoTime() + GRACE.toNanos());
            while (piecemeal && given == 0 && !silent.isEmpty() && next != null) {
                next = outcomes.poll(grace - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    take(next, silent, listener);
                }
            }
            if (piecemeal && !silent.isEmpty()) {
                int answered = registries.size() - silent.size();
                show(search, Math.ceilDiv(search.limit() * answered, registries.size()), listener);
            }
        }
        for (Registry registry : registries) {
            if (silent.contains(registry.name())) {
                fail(registry.name(), "did not answer within " + limit.toSeconds() + " s", listener);
            }
        }
        show(search, search.limit(), listener);
    }

    private void take(Outcome outcome, Set<String> silent, Listener listener) throws IOException {
        silent.remove(outcome.registry());
        found.addAll(outcome.listings());
        if (outcome.failure().isPresent()) {
            fail(outcome.registry(), outcome.failure().get(), listener);
        }
    }

    private void fail(String registry, String sentence, Listener listener) throws IOException {
        failures.add(new Problem.Violation(registry, sentence));
        listener.failed(registry, sentence);
    }

    /** The best of what is known and was not shown, until so many are. */
    private void show(Search search, int most, Listener listener) throws IOException {
        List<Listing> best = new ArrayList<>();
        for (Listing listing : new Ranking(search.text()).sorted(Merge.of(found))) {
            List<String> keys = Stream.concat(Stream.of(listing.key()), listing.alsoIn().stream())
                    .toList();
            if (given + best.size() < most && keys.stream().noneMatch(shown::contains)) {
                best.add(listing);
                shown.addAll(keys);
            }
        }
        given += best.size();
        if (!best.isEmpty()) {
            listener.found(best);
        }
    }

    private ProblemException allFailed() {
        return new ProblemException(
                new Problem(
                        ProblemKind.UPSTREAM,
                        registries.size() == 1
                                ? "registry " + failures.getFirst().path() + " "
                                        + failures.getFirst().message()
                                : "none of the registries could be searched",
                        failures),
                null);
    }
}
