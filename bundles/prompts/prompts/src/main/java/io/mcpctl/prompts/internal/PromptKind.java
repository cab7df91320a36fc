package io.mcpctl.prompts.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.prompts.api.PromptKinds;
import io.mcpctl.prompts.api.PromptSpec;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code prompt}. */
@Component(service = KindProvider.class, property = "kind=prompt")
public final class PromptKind implements KindProvider<PromptSpec> {
    private final AccessControl access;

    @Activate
    public PromptKind(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    public ResourceKind<PromptSpec> kind() {
        return PromptKinds.PROMPT;
    }

    @Override
    public PromptSpec check(PromptSpec spec, Optional<Resource<PromptSpec>> before, Transaction transaction) {
        if (spec.content().isBlank() && spec.linkTarget().isEmpty()) {
            String message = "is required unless linkTarget is set";
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, "content: " + message, List.of(new Violation("content", message))),
                    null);
        }
        Optional<SystemPrompt> system = before.flatMap(SystemPrompt::of);
        if (system.isPresent()) {
            requireStays(system.get(), spec);
            system.get().check(spec);
        } else if (SystemPrompt.isSystem(spec)
                && !before.map(old -> SystemPrompt.isSystem(old.spec())).orElse(false)) {
            requireJoins(transaction);
        }
        boolean sameText =
                before.map(old -> old.spec().content().equals(spec.content())).orElse(false);
        return sameText ? spec : Summary.of(spec);
    }

    private static void requireStays(SystemPrompt prompt, PromptSpec spec) {
        if (!SystemPrompt.isSystem(spec)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    "prompt \"" + prompt.name() + "\" is the product's own and stays in project \""
                            + ProjectKinds.SYSTEM_PROJECT + "\"");
        }
    }

    /** Further prompts of the system project are a matter of those who may edit the project. */
    private void requireJoins(Transaction transaction) {
        Permission edit = Permission.on(Action.edit, "projects", ProjectKinds.SYSTEM_PROJECT);
        if (!access.allows(transaction.caller(), edit)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    "Forbidden: " + edit + " required to add a prompt to project \"" + ProjectKinds.SYSTEM_PROJECT
                            + "\"");
        }
    }

    @Override
    public PromptSpec present(Resource<PromptSpec> resource, Transaction transaction) {
        return Links.checked(resource.spec(), transaction);
    }

    /** A text of the product is reset instead. */
    @Override
    public boolean onDelete(Resource<PromptSpec> resource, Transaction transaction) {
        Optional<SystemPrompt> system = SystemPrompt.of(resource);
        system.ifPresent(prompt -> transaction.update(PromptKinds.PROMPT, resource.id(), old -> prompt.shipped()));
        return system.isEmpty();
    }
}
