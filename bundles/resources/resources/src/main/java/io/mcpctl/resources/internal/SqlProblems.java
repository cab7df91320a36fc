package io.mcpctl.resources.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.sql.SQLException;

/** Failures of the database as problems; SQL text never leaves. States: SQL:2016 class 22, 23, 40, 08, 53. */
final class SqlProblems {
    private SqlProblems() {}

    static ProblemException translate(SQLException e, String kind, String name) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String what = kind + " '" + name + "'";
        return switch (state) {
            case "23505" -> new ProblemException(ProblemKind.CONFLICT, what + " already exists", e);
            case "23503", "23506" ->
                new ProblemException(
                        ProblemKind.CONFLICT, what + " is still referenced, or refers to something gone", e);
            case "23502", "23514", "23513" ->
                new ProblemException(ProblemKind.INVALID, what + " has a value the database refuses", e);
            // Two transactions that waited for each other; one of them was given up.
            case "40P01", "40001" ->
                new ProblemException(
                        ProblemKind.CONFLICT, what + " was changed by someone else at the same time; repeat", e);
            default -> other(e, state, what);
        };
    }

    private static ProblemException other(SQLException e, String state, String what) {
        if (state.startsWith("22")) {
            return new ProblemException(ProblemKind.INVALID, what + " has a value the database refuses", e);
        }
        boolean connection = state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || e instanceof java.sql.SQLTransientException;
        // H2 reports a full or read-only disk as an I/O error of its file store, and is closed from then on.
        String message = String.valueOf(e.getMessage());
        boolean disk = state.equals("90098")
                || state.startsWith("900") && message.contains("IO Exception")
                || state.equals("HY000") && message.contains("MVStoreException");
        if (connection || disk) {
            return new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "the database cannot be reached or written; check the disk and see 'mcpctl logs --daemon'",
                    e);
        }
        return new ProblemException(ProblemKind.INTERNAL, "the database failed; see 'mcpctl logs --daemon'", e);
    }
}
