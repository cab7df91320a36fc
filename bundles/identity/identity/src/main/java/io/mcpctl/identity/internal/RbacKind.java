package io.mcpctl.identity.internal;

import io.mcpctl.identity.internal.Facts.Definition;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The kind {@code rbac}. */
@Component(service = KindProvider.class, property = "kind=rbac")
public final class RbacKind implements KindProvider<RbacSpec> {
    @Activate
    public RbacKind() {}

    @Override
    public ResourceKind<RbacSpec> kind() {
        return Kinds.RBAC;
    }

    @Override
    public RbacSpec check(String name, RbacSpec spec, Optional<Resource<RbacSpec>> before, Transaction transaction) {
        Words words = Words.of(transaction.kinds())
                .and(before.map(b -> b.spec().roleBindings()).orElse(List.of()));
        Bindings form = new Bindings(words);
        RbacSpec checked = spec.with(
                form.subjects(spec.subjects(), "subjects"), form.bindings(spec.roleBindings(), "roleBindings"));
        form.finish();
        Facts facts = Limits.locked(transaction);
        Definition old = facts.definition(name).orElse(new Definition(name, List.of(), List.of()));
        Limits.ceiling(transaction, new RuleIndex(facts), granted(old, checked));
        Facts after = facts.withDefinition(new Definition(name, checked.subjects(), checked.roleBindings()));
        Limits.lockOut(facts, after, "changing rbac '" + name + "'");
        return checked;
    }

    /** What somebody gets by the change who had it not: all of it for new subjects, else what was added. */
    private static List<Binding> granted(Definition before, RbacSpec after) {
        if (after.subjects().isEmpty()) {
            return List.of();
        }
        boolean sameSubjects = before.subjects().containsAll(after.subjects());
        return after.roleBindings().stream()
                .filter(binding -> !sameSubjects || !before.bindings().contains(binding))
                .toList();
    }

    @Override
    public boolean onDelete(Resource<RbacSpec> resource, Transaction transaction) {
        Facts facts = Limits.locked(transaction);
        Limits.lockOut(facts, facts.withoutDefinition(resource.name()), "deleting rbac '" + resource.name() + "'");
        return true;
    }
}
