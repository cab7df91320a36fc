package io.mcpctl.projects.internal;

import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The servers of a project, kept as attachments. */
final class Attachments {
    private Attachments() {}

    /** In name order. */
    static List<String> servers(ResourceStore store, String project) {
        return store.listBy(ProjectKinds.ATTACHMENT, "project", project).stream()
                .map(Resource::spec)
                .map(AttachmentSpec::server)
                .sorted()
                .toList();
    }

    /** Attaches and detaches until exactly these are attached; those that stay keep their tools. */
    static void set(ResourceStore store, String project, List<String> servers) {
        Set<String> wanted = new HashSet<>(servers);
        Set<String> present = new HashSet<>(servers(store, project));
        present.stream()
                .filter(server -> !wanted.contains(server))
                .sorted()
                .forEach(server -> store.delete(ProjectKinds.ATTACHMENT, ProjectKinds.attachment(project, server)));
        wanted.stream()
                .filter(server -> !present.contains(server))
                .sorted()
                .forEach(server -> store.create(
                        ProjectKinds.ATTACHMENT,
                        ProjectKinds.attachment(project, server),
                        new AttachmentSpec(project, server)));
    }

    /** Removes the project's settings of a server that is being detached. */
    static void forget(ResourceStore store, AttachmentSpec detached) {
        store.update(
                ProjectKinds.PROJECT,
                detached.project(),
                project -> ProjectSpecs.withoutOverride(project, detached.server()));
    }
}
