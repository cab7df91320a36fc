package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.TokenText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The table of sessions. It holds hashes: a raw token is known to whom it was given. */
final class Sessions {
    /** From creation; use does not prolong it. */
    static final Duration LIFE = Duration.ofDays(30);

    private Sessions() {}

    /** A new session; the only place where its token is seen. */
    record Opened(String token, Instant expiresAt) {
        @Override
        public String toString() {
            return "Opened[" + expiresAt + "]";
        }
    }

    static Opened open(Connection connection, String userId, Optional<String> impersonator, Instant at) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Opened opened = new Opened(TokenText.randomText(), now.plus(LIFE));
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into sessions (id, token_hash, user_id, impersonator, expires_at, created_at, updated_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            insert.setString(1, Sql.newId());
            insert.setString(2, TokenText.hashToken(opened.token()));
            insert.setString(3, userId);
            insert.setString(4, impersonator.orElse(null));
            insert.setObject(5, opened.expiresAt().atOffset(ZoneOffset.UTC));
            insert.setObject(6, now.atOffset(ZoneOffset.UTC));
            insert.setObject(7, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
            return opened;
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    /** Whether there was one. */
    static boolean end(Connection connection, String hash) {
        return delete(connection, "token_hash = ?", hash) > 0;
    }

    static void endAll(Connection connection, String userId) {
        delete(connection, "user_id = ?", userId);
    }

    static int removeExpired(Connection connection, Instant now) {
        return delete(connection, "expires_at <= ?", now.atOffset(ZoneOffset.UTC));
    }

    private static int delete(Connection connection, String condition, Object value) {
        try (PreparedStatement delete = connection.prepareStatement("delete from sessions where " + condition)) {
            delete.setObject(1, value);
            return delete.executeUpdate();
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }
}
