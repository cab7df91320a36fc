package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings stored definitions to the words of this version. Writes only what changes, so that a restart is silent. */
final class RuleUpgrade {
    private static final String OLD_ADMIN = "admin";

    private RuleUpgrade() {}

    /** How many definitions were changed. */
    static int run(ResourceStore store) {
        return store.transact(Principal.SYSTEM, transaction -> {
            int changed = 0;
            for (Resource<RbacSpec> definition : transaction.list(Kinds.RBAC)) {
                List<Binding> now = upgraded(definition.spec().roleBindings());
                if (!now.equals(definition.spec().roleBindings())) {
                    transaction.update(Kinds.RBAC, definition.id(), spec -> spec.with(spec.subjects(), now));
                    changed++;
                }
            }
            return changed;
        });
    }

    /** The role {@code admin} of old is everything; who may do everything gets operations that came later. */
    static List<Binding> upgraded(List<Binding> bindings) {
        Set<Binding> all = new LinkedHashSet<>();
        for (Binding binding : bindings) {
            if (binding.role().equals(OLD_ADMIN)) {
                all.addAll(Words.everything());
            } else {
                all.add(binding);
            }
        }
        if (Grants.of(all).administrator()) {
            Words.OPERATIONS.forEach(operation -> all.add(Binding.operation(operation)));
        }
        return List.copyOf(all);
    }
}
