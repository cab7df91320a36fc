package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.security.SecureRandom;
import java.sql.SQLException;

/** What the tables of this area that are no kind have in common. */
final class Sql {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private Sql() {}

    /** A fresh id in the shape of all ids. */
    static String newId() {
        StringBuilder id = new StringBuilder("c");
        for (int i = 0; i < 24; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** A failed statement; its text stays in the log. */
    static ProblemException problem(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("40") || state.equals("HYT00")) {
            return new ProblemException(
                    ProblemKind.CONFLICT, "someone else changed the rules at the same time; repeat", e);
        }
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "the database cannot be reached or written; check the disk and see 'mcpctl logs --daemon'",
                e);
    }
}
