package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceSpec;

/** Where an instance runs, for reads that need its container. */
final class Containers {
    private Containers() {}

    record Place(String orchestrator, String containerId) {}

    static Place of(Resource<InstanceSpec> resource) {
        InstanceSpec spec = resource.spec();
        if (spec.orchestrator().isEmpty() || spec.containerId().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "instance \"" + resource.name() + "\" has no container; run \"describe instance " + resource.name()
                            + "\" to see why");
        }
        return new Place(spec.orchestrator().get(), spec.containerId().get());
    }

    static Work work(WorkDesk desk) {
        return desk.work()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE, "the reconciler is not running; look at the daemon's log"));
    }
}
