package io.mcpctl.audit.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Which part of the matching rows is asked for: the parameters that all queries share.
 *
 * @param limit how many rows at most
 * @param offset how many are left out first
 */
record Window(Optional<Instant> from, Optional<Instant> to, int limit, int offset) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final int MAX_OFFSET = 10_000_000;

    static Window of(Call<?> call) {
        Optional<Instant> from = call.parameter("from").map(text -> time("from", text));
        Optional<Instant> to = call.parameter("to").map(text -> time("to", text));
        if (from.isPresent() && to.isPresent() && from.get().isAfter(to.get())) {
            throw invalid("from", "is after 'to'; exchange them");
        }
        return new Window(
                from,
                to,
                call.parameter("limit")
                        .map(text -> number("limit", text, 1, MAX_LIMIT))
                        .orElse(DEFAULT_LIMIT),
                call.parameter("offset")
                        .map(text -> number("offset", text, 0, MAX_OFFSET))
                        .orElse(0));
    }

    private static int number(String name, String text, int min, int max) {
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        }
        throw invalid(name, "must be a whole number from " + min + " to " + max);
    }

    /** A day means its beginning in UTC. */
    private static Instant time(String name, String text) {
        try {
            return text.indexOf('T') > 0
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw invalid(name, "must be an ISO-8601 time such as 2026-01-31T12:00:00Z");
        }
    }

    private static ProblemException invalid(String name, String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, name + ": " + message, List.of(new Problem.Violation(name, message))),
                null);
    }
}
