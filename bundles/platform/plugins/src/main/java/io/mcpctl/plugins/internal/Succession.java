package io.mcpctl.plugins.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Versions that have a successor. One with nothing in use ends at once; one whose workloads run on is kept for them, beside
 * the version that everything new goes to, until they are gone.
 */
final class Succession {
    private static final Logger LOG = LoggerFactory.getLogger(Succession.class);
    /** Versions of one plug-in that are kept; who exchanges more often without restarting anything loses the oldest. */
    private static final int MOST = 8;

    private final LongUses uses;
    private final Departure departure;
    private final Deque<Kept> kept = new ArrayDeque<>();

    private record Kept(Running running, Set<Thread> threads) {
        String name() {
            return running.facts().name();
        }
    }

    Succession(LongUses uses, Departure departure) {
        this.uses = uses;
        this.departure = departure;
    }

    /** @param threads its own, as they were before the next version was started */
    void succeeded(Running old, Set<Thread> threads) {
        if (vacant(old)) {
            departure.end(old, threads);
            return;
        }
        LOG.atInfo()
                .addKeyValue("plugin", old.facts().name())
                .addKeyValue("version", old.facts().version())
                .log("former version is kept for what runs on it");
        keep(new Kept(old, threads)).forEach(one -> {
            LOG.atWarn()
                    .addKeyValue("plugin", one.name())
                    .addKeyValue("version", one.running().facts().version())
                    .addKeyValue("kept", MOST)
                    .log("too many former versions are in use, the oldest ends with what runs on it");
            departure.end(one.running(), one.threads());
        });
    }

    private List<Kept> keep(Kept newest) {
        synchronized (kept) {
            kept.add(newest);
            List<Kept> same = kept.stream()
                    .filter(each -> each.name().equals(newest.name()))
                    .toList();
            List<Kept> excess = List.copyOf(same.subList(0, Math.max(0, same.size() - MOST)));
            kept.removeAll(excess);
            return excess;
        }
    }

    /** Ends versions that nothing runs on any more, each on a thread of its own: calls under way may take long. */
    void look() {
        List<Kept> now;
        synchronized (kept) {
            now = List.copyOf(kept);
        }
        for (Kept each : now) {
            if (vacant(each.running()) && taken(each)) {
                Thread.ofVirtual()
                        .name("plugin-end-" + each.name())
                        .start(() -> departure.end(each.running(), each.threads()));
            }
        }
    }

    private boolean taken(Kept one) {
        synchronized (kept) {
            return kept.remove(one);
        }
    }

    /** The plug-in goes, and whatever runs on its former versions with it. */
    void end(String plugin) {
        List<Kept> gone = new ArrayList<>();
        synchronized (kept) {
            kept.stream().filter(each -> each.name().equals(plugin)).forEach(gone::add);
            kept.removeAll(gone);
        }
        gone.forEach(each -> departure.end(each.running(), each.threads()));
    }

    /** Former versions of a plug-in on which something runs. */
    List<String> inUse(String plugin) {
        synchronized (kept) {
            return kept.stream()
                    .filter(each -> each.name().equals(plugin))
                    .map(each -> each.running().facts().version())
                    .toList();
        }
    }

    private boolean vacant(Running running) {
        return uses.vacate(running.bundle().getBundleId());
    }
}
