package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.servers.api.InstanceBoard;
import java.util.Comparator;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The reconciler's instances, for metrics and health. */
@Component
public final class Board implements InstanceBoard {
    private final Reconciler reconciler;

    @Activate
    public Board(@Reference Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Override
    public List<Entry> instances() {
        return reconciler.supervisors().stream()
                .flatMap(supervisor -> supervisor.instances().stream())
                .map(RunningInstance::entry)
                .sorted(Comparator.comparing(Entry::name))
                .toList();
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
