package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.Transaction;
import java.util.List;
import java.util.Optional;

/** Makes a user the first administrator: member of the group {@code admin}, which may do everything. */
final class Administrator {
    static final String GROUP = "admin";
    static final String DEFINITION = "bootstrap-admin";

    private Administrator() {}

    /** The user with the password hash; an account of the address is taken over when it has no password. */
    static Resource<UserSpec> make(String email, String name, String passwordHash, Transaction transaction) {
        Optional<Resource<UserSpec>> known = transaction.find(Kinds.USER, email);
        Resource<UserSpec> user = known.isPresent()
                ? transaction.update(Kinds.USER, known.get().id(), u -> u.withHash(Optional.of(passwordHash)))
                : transaction.create(Kinds.USER, email, UserSpec.of(name, Optional.of(passwordHash)));
        Resource<GroupSpec> group = transaction
                .find(Kinds.GROUP, GROUP)
                .orElseGet(() -> transaction.create(
                        Kinds.GROUP, GROUP, new GroupSpec("May do everything.", List.of(), List.of())));
        Members.add(transaction.connection(), group.id(), user.name());
        Subject subject = new Subject(Subject.Kind.Group, GROUP);
        Optional<Resource<RbacSpec>> rules = transaction.find(Kinds.RBAC, DEFINITION);
        if (rules.isEmpty()) {
            transaction.create(Kinds.RBAC, DEFINITION, new RbacSpec(List.of(subject), Words.everything()));
        } else {
            transaction.update(Kinds.RBAC, DEFINITION, old -> old.with(List.of(subject), Words.everything()));
        }
        return user;
    }

    /** Whether anybody can log in. */
    static boolean hasUsers(Facts facts) {
        return facts.users().stream().anyMatch(Facts.Person::usable);
    }
}
