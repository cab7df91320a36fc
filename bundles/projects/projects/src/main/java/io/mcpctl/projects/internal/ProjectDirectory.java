package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All projects in memory, read again at the first question after a change. */
@Component
public final class ProjectDirectory implements Projects {
    private final ResourceStore store;
    private final ProjectChanges changes;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Snapshot snapshot = new Snapshot(-1, Map.of());

    private record Snapshot(long count, Map<String, ProjectSpec> byName) {}

    @Activate
    public ProjectDirectory(@Reference ResourceStore store, @Reference ProjectChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    @Override
    public Optional<ProjectSpec> find(String name) {
        return Optional.ofNullable(current().byName().get(name));
    }

    private Snapshot current() {
        if (snapshot.count() != changes.count()) {
            loading.lock();
            try {
                long count = changes.count(); // before reading: a change meanwhile makes the next question read again
                if (snapshot.count() != count) {
                    snapshot = new Snapshot(count, load());
                }
            } finally {
                loading.unlock();
            }
        }
        return snapshot;
    }

    private Map<String, ProjectSpec> load() {
        Map<String, List<String>> servers = store.list(Kinds.ATTACHMENT).stream()
                .map(Resource::spec)
                .sorted(Comparator.comparing(AttachmentSpec::server))
                .collect(Collectors.groupingBy(
                        AttachmentSpec::project,
                        TreeMap::new,
                        Collectors.mapping(AttachmentSpec::server, Collectors.toUnmodifiableList())));
        Map<String, ProjectSpec> projects = new HashMap<>();
        for (Resource<ProjectSpec> project : store.list(Kinds.PROJECT)) {
            projects.put(
                    project.name(),
                    ProjectSpecs.withServers(project.spec(), servers.getOrDefault(project.name(), List.of())));
        }
        return projects;
    }
}
