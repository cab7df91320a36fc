package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Transaction;
import java.sql.SQLException;
import java.util.Collection;

/** What no change of rules may do: give more than its maker has, or leave nobody who could change them again. */
final class Limits {
    private Limits() {}

    /** The rules as this transaction sees them; others cannot change them until it ends. */
    static Facts locked(Transaction transaction) {
        try {
            FactTable.lock(transaction.connection());
            return FactTable.read(transaction.connection());
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    /** @throws ProblemException FORBIDDEN, quoting the first binding that the caller does not hold */
    static void ceiling(Transaction transaction, RuleIndex rules, Collection<Binding> granted) {
        Principal caller = transaction.caller();
        if (caller.unrestricted() || rules.administrator(caller)) {
            return;
        }
        Words words = Words.of(transaction.kinds());
        for (Binding binding : granted) {
            if (!rules.holds(caller, binding) && !rules.holds(caller, words.inEveryScope(binding))) {
                throw new ProblemException(ProblemKind.FORBIDDEN, "cannot grant " + binding + ": you do not hold it");
            }
        }
    }

    /** @throws ProblemException CONFLICT */
    static void lockOut(Facts before, Facts after, String change) {
        if (new RuleIndex(before).anyoneEditsRules() && !new RuleIndex(after).anyoneEditsRules()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    change + " would leave no user with edit:rbac; give it to another user first");
        }
    }
}
