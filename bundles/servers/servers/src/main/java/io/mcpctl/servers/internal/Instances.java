package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.InstanceSpec;

/** Looks instances up for routes. */
final class Instances {
    private Instances() {}

    static Resource<InstanceSpec> require(ResourceStore store, String idOrName) {
        return store.find(Kinds.INSTANCE, idOrName)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "instance '" + idOrName + "' not found; see 'get instances'"));
    }
}
