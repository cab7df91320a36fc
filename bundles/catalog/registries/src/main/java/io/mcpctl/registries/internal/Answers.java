package io.mcpctl.registries.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What registries answered, for a while: the most recent ones, up to a number of records. Safe for concurrent use. */
final class Answers {
    private static final int MOST_RECORDS = 2_000;

    private final long kept;
    private final LongSupplier nanos;
    private final Map<List<Object>, Answer> byQuestion = new LinkedHashMap<>(16, 0.75f, true);
    private int records;

    private record Answer(List<Listing> listings, long until) {
        int weight() {
            return Math.max(1, listings.size());
        }
    }

    Answers(Duration kept, LongSupplier nanos) {
        this.kept = kept.toNanos();
        this.nanos = nanos;
    }

    synchronized Optional<List<Listing>> find(List<Object> question) {
        Answer answer = byQuestion.get(question);
        if (answer == null) {
            return Optional.empty();
        }
        if (answer.until() - nanos.getAsLong() <= 0) {
            byQuestion.remove(question);
            records -= answer.weight();
            return Optional.empty();
        }
        return Optional.of(answer.listings());
    }

    synchronized void keep(List<Object> question, List<Listing> listings) {
        if (kept == 0) {
            return;
        }
        Answer fresh = new Answer(List.copyOf(listings), nanos.getAsLong() + kept);
        Answer before = byQuestion.put(question, fresh);
        records += fresh.weight() - (before == null ? 0 : before.weight());
        Iterator<Answer> oldest = byQuestion.values().iterator();
        while (records > MOST_RECORDS && oldest.hasNext()) {
            records -= oldest.next().weight();
            oldest.remove();
        }
    }
}
