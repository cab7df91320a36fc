package io.mcpctl.projects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import io.mcpctl.projects.api.ToolFilter;
import io.mcpctl.projects.api.ToolPatterns;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.testing.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectKindTest {
    private record Anything() {}

    private static final class Everything implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return true;
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return Scope.ALL;
        }
    }

    private static final ResourceKind<Anything> SERVER =
            ResourceKind.of("server", "servers", Anything.class).build();

    private final MemoryStore store = new MemoryStore();
    private final ProjectKind kind = new ProjectKind(new Everything());
    private final ProjectChanges changes = new ProjectChanges();
    private final ProjectDirectory directory = new ProjectDirectory(store, changes);

    @BeforeEach
    void defineServers() {
        List.of("files", "memory", "time").forEach(name -> store.create(SERVER, name, new Anything()));
    }

    @Test
    void anUnknownServerIsRefusedWithItsPathAndName() {
        ProblemException problem =
                assertThrows(ProblemException.class, () -> check(project(List.of("files", "nobody"), Map.of())));

        Violation violation = problem.problem().violations().getFirst();
        assertEquals("servers[1]", violation.path());
        assertEquals("server \"nobody\" is not known; run \"get servers\"", violation.message());
    }

    @Test
    void serversAreAttachedAndShownInNameOrder() {
        Resource<ProjectSpec> written = write(project(List.of("time", "files", "time"), Map.of()));

        assertEquals(List.of("files", "time"), kind.present(written, store).servers());
        assertEquals(2, store.list(ProjectKinds.ATTACHMENT).size());
    }

    @Test
    void anotherListReplacesTheWholeSet() {
        Resource<ProjectSpec> written = write(project(List.of("time", "files"), Map.of()));

        kind.afterWrite(written.with(check(project(List.of("memory", "files"), Map.of()))), store);

        assertEquals(List.of("files", "memory"), kind.present(written, store).servers());
    }

    @Test
    void settingsOfAServerThatIsNotAttachedAreRefused() {
        ProjectSpec spec = project(List.of("time"), Map.of("files", new ServerOverride(Optional.empty())));

        assertEquals(
                ProblemKind.INVALID,
                assertThrows(ProblemException.class, () -> check(spec)).kind());
    }

    @Test
    void detachingAServerRemovesItsSettings() {
        Map<String, ServerOverride> overrides = Map.of("files", new ServerOverride(Optional.empty()));
        Resource<ProjectSpec> before = write(project(List.of("files", "time"), overrides));

        ProjectSpec after = kind.check(project(List.of("time"), overrides), Optional.of(before), store);

        assertEquals(Map.of(), after.serverOverrides());
    }

    @Test
    void everyProjectHasAnOwnerThatStays() {
        ProjectSpec created = check(project(List.of(), Map.of()));
        ProjectSpec updated = kind.check(project(List.of(), Map.of()), Optional.of(write(created)), store);

        assertEquals(Optional.of("csystem00000000000000user"), created.ownerId());
        assertEquals(created.ownerId(), updated.ownerId());
    }

    @Test
    void theSystemProjectStays() {
        Resource<ProjectSpec> system =
                store.create(ProjectKinds.PROJECT, ProjectKinds.SYSTEM_PROJECT, project(List.of(), Map.of()));

        assertEquals(
                ProblemKind.FORBIDDEN,
                assertThrows(ProblemException.class, () -> kind.beforeDelete(system, store))
                        .kind());
    }

    @Test
    void theDirectoryFollowsChanges() {
        assertEquals(Optional.empty(), directory.find("demo"));
        Resource<ProjectSpec> written = write(project(List.of("time"), Map.of()));
        changes.changed(new Change("project", Optional.empty(), Optional.of(written)));
        assertEquals(List.of("time"), directory.find("demo").orElseThrow().servers());

        Resource<AttachmentSpec> added =
                store.create(ProjectKinds.ATTACHMENT, "demo/files", new AttachmentSpec("demo", "files"));
        assertEquals(List.of("time"), directory.find("demo").orElseThrow().servers());
        changes.changed(new Change("serverattachment", Optional.empty(), Optional.of(added)));

        assertEquals(
                List.of("files", "time"), directory.find("demo").orElseThrow().servers());
    }

    @Test
    void aChangedFilterIsAnotherOneAndAnUnchangedAnEqualOne() {
        Resource<ProjectSpec> written = write(project(List.of("time", "files"), Map.of()));
        changes.changed(new Change("project", Optional.empty(), Optional.of(written)));
        assertEquals(Map.of(), directory.toolFilters("demo"));

        filter("files", "read_*");
        Map<String, ToolFilter> first = directory.toolFilters("demo");
        filter("files", "read_*");
        Map<String, ToolFilter> second = directory.toolFilters("demo");
        filter("files", "write_*");
        Map<String, ToolFilter> third = directory.toolFilters("demo");

        assertEquals(Set.of("files"), first.keySet());
        assertTrue(first.values().iterator().next().offers("read_file"));
        assertEquals(first, second);
        assertNotEquals(first, third);
        assertEquals(Map.of(), directory.toolFilters("other"));
    }

    private void filter(String server, String pattern) {
        Resource<AttachmentSpec> changed = store.update(
                ProjectKinds.ATTACHMENT,
                "demo/" + server,
                old -> new AttachmentSpec(
                        old.project(), server, Optional.of(new ToolPatterns(List.of(pattern), List.of()))));
        changes.changed(new Change("serverattachment", Optional.of(changed), Optional.of(changed)));
    }

    private ProjectSpec check(ProjectSpec spec) {
        return kind.check(spec, Optional.empty(), store);
    }

    private Resource<ProjectSpec> write(ProjectSpec spec) {
        Resource<ProjectSpec> written = store.create(ProjectKinds.PROJECT, "demo", check(spec));
        kind.afterWrite(written, store);
        return written;
    }

    private static ProjectSpec project(List<String> servers, Map<String, ServerOverride> overrides) {
        return new ProjectSpec(
                "",
                "",
                "none",
                false,
                Optional.empty(),
                Optional.empty(),
                overrides,
                servers,
                List.of(),
                "__",
                ProjectSpec.UriStyle.original,
                false,
                Optional.empty());
    }
}
