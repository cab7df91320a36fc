package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The orchestrators that are present, by name. */
@Component(service = Orchestrators.class)
public final class Orchestrators {
    private final Map<String, Orchestrator> byName = new ConcurrentHashMap<>();

    @Activate
    public Orchestrators() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOrchestrator(Orchestrator orchestrator) {
        byName.put(orchestrator.name(), orchestrator);
    }

    void removeOrchestrator(Orchestrator orchestrator) {
        byName.remove(orchestrator.name(), orchestrator);
    }

    Optional<Orchestrator> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Orchestrator get(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "orchestrator \"" + name + "\" is not present; there are " + new TreeSet<>(byName.keySet())));
    }
}
