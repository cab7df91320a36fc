package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.plugins.api.LongUse;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The orchestrators that are present, by name. One that goes while its workloads run stays for them. */
@Component(service = {Orchestrators.class, LongUse.class})
public final class Orchestrators implements LongUse {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrators.class);
    /** A stop takes its grace; nothing else takes long. */
    private static final Duration DRAIN = Duration.ofSeconds(15);

    private final Workloads workloads = new Workloads();

    @Activate
    public Orchestrators() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addOrchestrator(Orchestrator orchestrator, Map<String, Object> properties) {
        workloads.directory().add(orchestrator, properties);
    }

    void removeOrchestrator(Orchestrator orchestrator, Map<String, Object> properties) {
        int left = workloads.directory().remove(orchestrator, properties, DRAIN);
        if (left > 0) {
            LOG.atWarn()
                    .addKeyValue("orchestrator", properties.get("name"))
                    .addKeyValue("calls", left)
                    .log("orchestrator goes while calls are under way");
        }
    }

    @Override
    public boolean vacate(long bundle) {
        return workloads.directory().vacate(bundle);
    }

    /** Whichever has the name at the time of each call. */
    Optional<Orchestrator> find(String name) {
        return workloads.directory().names().contains(name)
                ? Optional.of(new LeasedOrchestrator(name, workloads))
                : Optional.empty();
    }

    Orchestrator get(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "orchestrator \"" + name + "\" is not present; there are "
                                + workloads.directory().names()));
    }
}
