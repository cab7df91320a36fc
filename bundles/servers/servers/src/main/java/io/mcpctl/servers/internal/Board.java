package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.api.InstanceBoard;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances for metrics and health: those of the reconciler, and what other daemons wrote down of theirs. */
@Component
public final class Board implements InstanceBoard {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Reconciler reconciler;
    private volatile Seen seen = new Seen(System.nanoTime() - FRESH.toNanos(), List.of());

    private record Seen(long at, List<Entry> foreign) {}

    @Activate
    public Board(@Reference Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public List<Entry> instances() {
        Stream<Entry> own = reconciler.supervisors().stream()
                .flatMap(supervisor -> supervisor.instances().stream())
                .map(RunningInstance::entry);
        return Stream.concat(own, foreign().stream())
                .sorted(Comparator.comparing(Entry::name))
                .toList();
    }

    private List<Entry> foreign() {
        if (reconciler.leads()) {
            return List.of();
        }
        Seen known = seen;
        if (System.nanoTime() - known.at() >= FRESH.toNanos()) {
            known = new Seen(System.nanoTime(), read(known.foreign()));
            seen = known;
        }
        return known.foreign();
    }

    private List<Entry> read(List<Entry> before) {
        String self = reconciler.daemon().text();
        try {
            return reconciler.surroundings().store().list(Kinds.INSTANCE).stream()
                    .filter(row -> !row.spec().daemon().equals(Optional.of(self)))
                    .map(row -> new Entry(row.id(), row.name(), row.spec(), true))
                    .toList();
        } catch (ProblemException e) {
            LOG.atDebug().setCause(e).log("instances of other daemons cannot be read now");
            return before;
        }
    }

    @Override
    public boolean orchestratorReady() {
        Surroundings surroundings = reconciler.surroundings();
        return surroundings
                .orchestrators()
                .find(surroundings.defaultOrchestrator())
                .map(Orchestrator::ready)
                .orElse(false);
    }
}
