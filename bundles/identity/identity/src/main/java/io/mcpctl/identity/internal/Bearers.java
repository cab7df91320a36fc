package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks bearers up in the database: MCP tokens by their prefix, everything else is a session. */
final class Bearers {
    private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);

    private static final String SESSION = "select s.token_hash, s.expires_at, u.id, u.email from sessions s"
            + " join users u on u.id = s.user_id where s.token_hash = ?";

    private static final String TOKEN = "select t.token_hash, t.expires_at, u.id, u.email, t.id, t.name, p.name, p.id,"
            + " t.revoked_at, t.last_used_at from mcp_tokens t join users u on u.id = t.owner_id"
            + " join projects p on p.id = t.project_id where t.token_hash = ?";

    private static final String GROUPS =
            "select g.name from group_members m join groups g on g.id = m.group_id" + " where m.user_id = ?";

    private final Database database;

    Bearers(Database database) {
        this.database = database;
    }

    /**
     * A verified bearer.
     *
     * @param expiresAt when it ends by itself
     */
    record Verified(Principal principal, Optional<Instant> expiresAt) {}

    /** @throws ProblemException UNAUTHENTICATED, saying whether it is unknown, expired or revoked */
    Verified verify(String bearer, String hash, Instant now) {
        try (Connection connection = database.connect()) {
            Verified verified =
                    TokenText.isMcpToken(bearer) ? token(connection, hash, now) : session(connection, hash, now);
            connection.rollback();
            return verified;
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    private static Verified session(Connection connection, String hash, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SESSION)) {
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !TokenText.timingSafeEqualHex(hash, row.getString(1))) {
                    throw refused("Invalid token: the bearer is not known; log in again");
                }
                Instant end = time(row, 2).orElseThrow();
                if (!end.isAfter(now)) {
                    throw refused("Session expired, log in again");
                }
                String user = row.getString(3);
                return new Verified(Principal.user(row.getString(4), user, groups(connection, user)), Optional.of(end));
            }
        }
    }

    private Verified token(Connection connection, String hash, Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(TOKEN)) {
            select.setString(1, hash);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !TokenText.timingSafeEqualHex(hash, row.getString(1))) {
                    throw refused("Invalid token: the MCP token is unknown; create another");
                }
                String name = row.getString(6);
                if (time(row, 9).isPresent()) {
                    throw refused("Invalid token: MCP token '" + name + "' is revoked; create another");
                }
                Optional<Instant> end = time(row, 2);
                if (end.filter(e -> !e.isAfter(now)).isPresent()) {
                    throw refused("Invalid token: MCP token '" + name + "' is expired; create another");
                }
                recordUse(connection, row.getString(5), time(row, 10), now);
                Principal.Token token = new Principal.Token(name, row.getString(7), row.getString(8), hash);
                return new Verified(owner(row.getString(4), row.getString(3), token), end);
            }
        }
    }

    /** The owner is named, for attribution; groups are left out, so that nobody can take them for permissions. */
    private static Principal owner(String email, String id, Principal.Token token) {
        return new Principal(email, Optional.of(id), Set.of(), Optional.empty(), Optional.of(token), false);
    }

    private void recordUse(Connection connection, String id, Optional<Instant> before, Instant now)
            throws SQLException {
        if (before.filter(last -> last.plus(USE_RECORDED_EVERY).isAfter(now)).isPresent()) {
            return;
        }
        try (PreparedStatement update =
                connection.prepareStatement("update mcp_tokens set last_used_at = ? where id = ?")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, id);
            update.executeUpdate();
        }
        database.commit(connection);
    }

    private static Set<String> groups(Connection connection, String user) throws SQLException {
        Set<String> names = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement(GROUPS)) {
            select.setString(1, user);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    static ProblemException refused(String sentence) {
        return new ProblemException(ProblemKind.UNAUTHENTICATED, sentence);
    }
}
