package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.projects.api.ToolFilter;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private record Snapshot(long count, Map<String, Entry> byName, Map<String, Set<String>> byServer) {}

    private record Entry(ProjectSpec spec, Map<String, ToolFilter> filters) {}

    @Activate
    public ProjectDirectory(@Reference ResourceStore store, @Reference ProjectChanges changes) {
        this.store = store;
        this.changes = changes;
    }

    @Override
    public Optional<ProjectSpec> find(String name) {
        return Optional.ofNullable(current().byName().get(name)).map(Entry::spec);
    }

    @Override
    public Map<String, ToolFilter> toolFilters(String project) {
        Entry entry = current().byName().get(project);
        return entry == null ? Map.of() : entry.filters();
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
                    Map<String, Entry> projects = load();
                    snapshot = new Snapshot(count, projects, byServer(projects));
                }
            } finally {
                loading.unlock();
            }
        }
        return snapshot;
    }

    private static Map<String, Set<String>> byServer(Map<String, Entry> projects) {
        Map<String, Set<String>> byServer = new HashMap<>();
        projects.forEach((name, project) -> project.spec().servers().forEach(server -> byServer.computeIfAbsent(
                        server, s -> new HashSet<>())
                .add(name)));
        return byServer;
    }

    private Map<String, Entry> load() {
        Map<String, List<AttachmentSpec>> attached = store.list(ProjectKinds.ATTACHMENT).stream()
                .map(Resource::spec)
                .collect(Collectors.groupingBy(AttachmentSpec::project));
        Map<String, Entry> projects = new HashMap<>();
        for (Resource<ProjectSpec> project : store.list(ProjectKinds.PROJECT)) {
            projects.put(project.name(), entry(project.spec(), attached.getOrDefault(project.name(), List.of())));
        }
        return projects;
    }

    private static Entry entry(ProjectSpec spec, List<AttachmentSpec> attached) {
        List<String> servers =
                attached.stream().map(AttachmentSpec::server).sorted().toList();
        Map<String, ToolFilter> filters = new HashMap<>();
        attached.forEach(one -> one.tools().ifPresent(tools -> filters.put(one.server(), new GlobFilter(tools))));
        return new Entry(ProjectSpecs.withServers(spec, servers), Map.copyOf(filters));
    }
}
