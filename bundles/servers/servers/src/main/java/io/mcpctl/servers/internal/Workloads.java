package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.plugins.api.Stay;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which version of an orchestrator runs which workload: the one that started it, until the workload is removed. At most as
 * many as there are workloads.
 */
final class Workloads {
    private final Directory<Orchestrator> directory = new Directory<>(Orchestrator.class);
    private final Map<Key, Stay<Orchestrator>> running = new ConcurrentHashMap<>();

    private record Key(String orchestrator, String workload) {}

    Directory<Orchestrator> directory() {
        return directory;
    }

    /** Whoever began the workload; when that version has gone, whoever has its name now and may know it too. */
    Optional<Lease<Orchestrator>> lease(String orchestrator, String workload) {
        Stay<Orchestrator> stay = running.get(new Key(orchestrator, workload));
        if (stay != null) {
            Optional<Lease<Orchestrator>> lease = stay.lease();
            if (lease.isPresent()) {
                return lease;
            }
            forget(orchestrator, workload);
        }
        return directory.lease(orchestrator);
    }

    void began(String orchestrator, String workload, Stay<Orchestrator> stay) {
        Stay<Orchestrator> before = running.put(new Key(orchestrator, workload), stay);
        if (before != null) {
            before.close();
        }
    }

    void forget(String orchestrator, String workload) {
        Stay<Orchestrator> stay = running.remove(new Key(orchestrator, workload));
        if (stay != null) {
            stay.close();
        }
    }
}
