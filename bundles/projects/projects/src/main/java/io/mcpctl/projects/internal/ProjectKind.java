package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code project}. Its member {@code servers} is kept as attachments; who attaches a server must see it. */
@Component(service = KindProvider.class, property = "kind=project")
public final class ProjectKind implements KindProvider<ProjectSpec> {
    private final AccessControl access;

    @Activate
    public ProjectKind(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    public ResourceKind<ProjectSpec> kind() {
        return ProjectKinds.PROJECT;
    }

    @Override
    public ProjectSpec check(ProjectSpec spec, Optional<Resource<ProjectSpec>> stored, Transaction store) {
        Optional<ProjectSpec> before = stored.map(resource -> present(resource, store));
        TreeSet<String> added = new TreeSet<>(spec.servers());
        before.ifPresent(old -> added.removeAll(old.servers()));
        added.forEach(server -> access.require(store.caller(), Permission.on(Action.view, "servers", server)));
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < spec.servers().size(); i++) {
            String server = spec.servers().get(i);
            if (ServerNames.find(store, server).isEmpty()) {
                violations.add(new Violation(
                        "servers[" + i + "]", "server \"" + server + "\" is not known; run \"get servers\""));
            }
        }
        for (String server : new TreeSet<>(spec.serverOverrides().keySet())) {
            boolean detachedNow = before.map(old -> old.serverOverrides().containsKey(server)
                            && old.servers().contains(server))
                    .orElse(false);
            if (!spec.servers().contains(server) && !detachedNow) {
                violations.add(new Violation(
                        "serverOverrides." + server, "server \"" + server + "\" is not attached to the project"));
            }
        }
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), violations), null);
        }
        return ProjectSpecs.completed(spec, before, store.caller());
    }

    @Override
    public ProjectSpec present(Resource<ProjectSpec> resource, Transaction store) {
        return ProjectSpecs.withServers(resource.spec(), Attachments.servers(store, resource.name()));
    }

    @Override
    public void afterWrite(Resource<ProjectSpec> resource, Transaction store) {
        Attachments.set(store, resource.name(), resource.spec().servers());
    }

    @Override
    public void beforeDelete(Resource<ProjectSpec> resource, ResourceStore store) {
        requireNotSystem(resource, "cannot be deleted");
    }

    @Override
    public void onRename(Resource<ProjectSpec> resource, String name) {
        requireNotSystem(resource, "cannot be renamed");
    }

    private static void requireNotSystem(Resource<ProjectSpec> resource, String refusal) {
        if (resource.name().equals(ProjectKinds.SYSTEM_PROJECT)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    "project \"" + ProjectKinds.SYSTEM_PROJECT + "\" is reserved and " + refusal);
        }
    }
}
