package io.mcpctl.projects.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.projects.api.AttachmentSpec;
import io.mcpctl.projects.api.ProjectKinds;
import io.mcpctl.projects.api.ToolPatterns;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code serverattachment}. */
@Component(service = KindProvider.class, property = "kind=serverattachment")
public final class AttachmentKind implements KindProvider<AttachmentSpec> {
    private final AccessControl access;

    @Activate
    public AttachmentKind(@Reference AccessControl access) {
        this.access = access;
    }

    @Override
    public ResourceKind<AttachmentSpec> kind() {
        return ProjectKinds.ATTACHMENT;
    }

    @Override
    public AttachmentSpec check(
            AttachmentSpec spec, Optional<Resource<AttachmentSpec>> before, Transaction transaction) {
        access.require(transaction.caller(), Permission.on(Action.view, "servers", spec.server()));
        if (before.isEmpty()) {
            Attachments.forget(transaction, spec); // what a deleted server of the same name left behind
        }
        return checked(spec);
    }

    /** Patterns that say nothing are no patterns. */
    static AttachmentSpec checked(AttachmentSpec spec) {
        List<Violation> violations = new ArrayList<>();
        spec.tools().ifPresent(tools -> {
            lengths("tools.include", tools.include(), violations);
            lengths("tools.exclude", tools.exclude(), violations);
        });
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), violations), null);
        }
        return new AttachmentSpec(spec.project(), spec.server(), spec.tools().filter(tools -> !tools.isEmpty()));
    }

    private static void lengths(String path, List<String> patterns, List<Violation> violations) {
        for (int i = 0; i < patterns.size(); i++) {
            int length = patterns.get(i).length();
            if (length < 1 || length > ToolPatterns.MAX_LENGTH) {
                violations.add(new Violation(
                        path + "[" + i + "]",
                        "a pattern has 1 to " + ToolPatterns.MAX_LENGTH + " characters, this one has " + length));
            }
        }
    }

    @Override
    public boolean onDelete(Resource<AttachmentSpec> resource, Transaction transaction) {
        Attachments.forget(transaction, resource.spec());
        return true;
    }
}
