package io.mcpctl.identity.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a token ends, as people write it. */
final class Lifetime {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6})([dhm])");

    private Lifetime() {}

    /**
     * @param ttl {@code 30d}, {@code 12h}, {@code 45m}, {@code never}, or a time
     * @return empty for no end
     * @throws ProblemException INVALID when it cannot be read, is in the past, or both are given
     */
    static Optional<Instant> end(Optional<String> ttl, Optional<Instant> expiresAt, Instant now) {
        if (ttl.isPresent() && expiresAt.isPresent()) {
            throw wrong("ttl", "give either ttl or expiresAt, not both");
        }
        Optional<Instant> end = ttl.isPresent() ? parse(ttl.get(), now) : expiresAt;
        if (end.filter(e -> !e.isAfter(now)).isPresent()) {
            throw wrong(
                    ttl.isPresent() ? "ttl" : "expiresAt",
                    "'" + ttl.orElse(end.get().toString()) + "' is in the past");
        }
        return end;
    }

    private static Optional<Instant> parse(String ttl, Instant now) {
        if (ttl.equals("never")) {
            return Optional.empty();
        }
        Matcher span = SPAN.matcher(ttl);
        if (span.matches()) {
            long count = Long.parseLong(span.group(1));
            Duration duration =
                    switch (span.group(2)) {
                        case "d" -> Duration.ofDays(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofMinutes(count);
                    };
            return Optional.of(now.plus(duration));
        }
        try {
            return Optional.of(OffsetDateTime.parse(ttl).toInstant());
        } catch (DateTimeException e) {
            throw wrong(
                    "ttl",
                    "'" + (ttl.length() > 80 ? ttl.substring(0, 80) + "..." : ttl)
                            + "' cannot be read; expected 30d, 12h, 45m, never, or a time such as 2030-01-31T12:00:00Z");
        }
    }

    private static ProblemException wrong(String path, String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, path + ": " + message, List.of(new Violation(path, message))), null);
    }
}
