package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code user}. */
@Component(service = KindProvider.class, property = "kind=user")
public final class UserKind implements KindProvider<UserSpec> {
    private final Rules rules;
    private final Passwords passwords;

    @Activate
    public UserKind(@Reference Rules rules, @Reference Passwords passwords) {
        this.rules = rules;
        this.passwords = passwords;
    }

    @Override
    public ResourceKind<UserSpec> kind() {
        return Kinds.USER;
    }

    @Override
    public UserSpec check(String email, UserSpec spec, Optional<Resource<UserSpec>> before, Transaction transaction) {
        if (email.equals(Kinds.SYSTEM_USER)) {
            throw reserved();
        }
        Optional<String> hash = before.flatMap(b -> b.spec().passwordHash());
        boolean sets =
                spec.password().isPresent() && !sameAsBefore(spec.password().get(), hash);
        if (before.isEmpty() || sets) {
            requirePowerOver(email, transaction);
        }
        if (!sets) {
            return spec.withHash(hash);
        }
        before.ifPresent(b -> Sessions.endAll(transaction.connection(), b.id()));
        return spec.withHash(spec.password().map(passwords::hash));
    }

    /** So that applying the same document twice changes nothing. */
    private boolean sameAsBefore(String password, Optional<String> hash) {
        return hash.isPresent() && passwords.matches(password, hash);
    }

    /** Who sets a password can log in with it: nobody gets more that way than they have. */
    private static void requirePowerOver(String email, Transaction transaction) {
        Principal caller = transaction.caller();
        if (caller.unrestricted() || caller.name().equals(email)) {
            return;
        }
        RuleIndex index = new RuleIndex(Limits.locked(transaction));
        Limits.ceiling(
                transaction,
                index,
                index.access(email).stream().map(AccessEntry::binding).toList());
    }

    @Override
    public UserSpec present(Resource<UserSpec> resource, Transaction transaction) {
        RuleIndex index = rules.now();
        return resource.spec().shown(List.copyOf(index.groupsOf(resource.name())), index.access(resource.name()));
    }

    @Override
    public boolean onDelete(Resource<UserSpec> resource, Transaction transaction) {
        if (resource.name().equals(Kinds.SYSTEM_USER)) {
            throw reserved();
        }
        List<String> owned = projectsOf(resource.id(), transaction);
        if (!owned.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "user '" + resource.name() + "' owns projects: " + String.join(", ", owned)
                            + "; delete them first");
        }
        Facts facts = Limits.locked(transaction);
        Limits.lockOut(facts, facts.withoutUser(resource.name()), "deleting user '" + resource.name() + "'");
        return true;
    }

    @Override
    public boolean listed(Resource<UserSpec> resource) {
        return !resource.name().equals(Kinds.SYSTEM_USER);
    }

    private static List<String> projectsOf(String id, Transaction transaction) {
        try (PreparedStatement select = transaction
                .connection()
                .prepareStatement("select name from projects where owner_id = ? order by name")) {
            select.setString(1, id);
            List<String> names = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    private static ProblemException reserved() {
        return new ProblemException(
                ProblemKind.FORBIDDEN, "user '" + Kinds.SYSTEM_USER + "' is the daemon's own and stays as it is");
    }
}
