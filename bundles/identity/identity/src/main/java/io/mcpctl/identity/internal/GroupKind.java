package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code group}. */
@Component(service = KindProvider.class, property = "kind=group")
public final class GroupKind implements KindProvider<GroupSpec> {
    private final Rules rules;

    @Activate
    public GroupKind(@Reference Rules rules) {
        this.rules = rules;
    }

    @Override
    public ResourceKind<GroupSpec> kind() {
        return Kinds.GROUP;
    }

    @Override
    public GroupSpec check(String name, GroupSpec spec, Optional<Resource<GroupSpec>> before, Transaction transaction) {
        List<String> members = spec.members().stream()
                .map(email -> email.toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
        Facts facts = Limits.locked(transaction);
        requireUsers(members, facts);
        Set<String> known = facts.groups().getOrDefault(name, Set.of());
        if (!known.containsAll(members)) {
            RuleIndex index = new RuleIndex(facts);
            Limits.ceiling(transaction, index, bindings(index, name));
        }
        Limits.lockOut(facts, facts.withGroup(name, Set.copyOf(members)), "changing group '" + name + "'");
        return spec.with(members, List.of());
    }

    private static void requireUsers(List<String> members, Facts facts) {
        Set<String> users = facts.users().stream()
                .map(Facts.Person::email)
                .filter(email -> !email.equals(Kinds.SYSTEM_USER))
                .collect(java.util.stream.Collectors.toSet());
        List<Violation> unknown = members.stream()
                .filter(email -> !users.contains(email))
                .map(email -> new Violation("members", "user '" + email + "' not found"))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                    new Problem(ProblemKind.NOT_FOUND, unknown.getFirst().message() + "; see 'get users'", unknown),
                    null);
        }
    }

    private static List<Binding> bindings(RuleIndex index, String group) {
        return index.entries(new Subject(Subject.Kind.Group, group)).stream()
                .map(AccessEntry::binding)
                .toList();
    }

    @Override
    public GroupSpec present(Resource<GroupSpec> resource, Transaction transaction) {
        List<String> members = transaction.listBy(Kinds.MEMBER, "group", resource.id()).stream()
                .map(member -> member.spec().user())
                .sorted()
                .toList();
        return resource.spec().with(members, rules.now().entries(new Subject(Subject.Kind.Group, resource.name())));
    }

    @Override
    public void afterWrite(Resource<GroupSpec> resource, Transaction transaction) {
        Members.set(transaction.connection(), resource.id(), resource.spec().members());
    }

    @Override
    public boolean onDelete(Resource<GroupSpec> resource, Transaction transaction) {
        Facts facts = Limits.locked(transaction);
        Limits.lockOut(facts, facts.withoutGroup(resource.name()), "deleting group '" + resource.name() + "'");
        return true;
    }
}
