package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private volatile Snapshot snapshot = new Snapshot(-1, Map.of(), Map.of());

    private record Snapshot(long count, Map<String, ProjectSpec> byName, Map<String, Set<String>> byServer) {}

    @Activate
    public ProjectDirectory(@Reference ResourceStore store, @Reference ProjectChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    @Override
    public Optional<ProjectSpec> find(String name) {
        return Optional.ofNullable(current().byName().get(name));
    }

    @Override
    public Set<String> withServer(String server) {
        return current().byServer().getOrDefault(server, Set.of());
    }

    private Snapshot current() {
        if (snapshot.count() != changes.count()) {
            loading.lock();
            try {
                long count = changes.count(); // before reading: a change meanwhile makes the next question read again
                if (snapshot.count() != count) {
                    Map<String, ProjectSpec> projects = load();
                    snapshot = new Snapshot(count, projects, byServer(projects));
                }
            } finally {
                loading.unlock();
            }
        }
        return snapshot;
    }

    private static Map<String, Set<String>> byServer(Map<String, ProjectSpec> projects) {
        Map<String, Set<String>> byServer = new HashMap<>();
        projects.forEach((name, project) -> project.servers()
                .forEach(server ->
                        byServer.computeIfAbsent(server, s -> new HashSet<>()).add(name)));
        return byServer;
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
