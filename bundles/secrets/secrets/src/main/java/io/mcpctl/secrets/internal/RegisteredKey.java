package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The id of the one master key of a database: the first daemon writes it, and all others must have that key. */
record RegisteredKey(Database database) {

    Optional<String> id() {
        try (Connection connection = database.connect()) {
            Optional<String> id = read(connection);
            connection.rollback();
            return id;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Writes the id unless there is one already; the one that is there now. */
    String register(String keyId) {
        try (Connection connection = database.connect()) {
            try {
                insert(connection, keyId);
                database.commit(connection);
                return keyId;
            } catch (SQLException e) {
                connection.rollback();
                Optional<String> other = read(connection);
                connection.rollback();
                return other.orElseThrow(() -> failed(e));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Another key may follow: nothing is sealed with the one that is written. */
    void forget() {
        try (Connection connection = database.connect();
                PreparedStatement delete = connection.prepareStatement("delete from master_key")) {
            delete.executeUpdate();
            database.commit(connection);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Optional<String> read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select key_id from master_key");
                ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static void insert(Connection connection, String keyId) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into master_key (id, key_id, created_at) values ('k', ?, ?)")) {
            insert.setString(1, keyId);
            insert.setObject(2, OffsetDateTime.now(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    private static ProblemException failed(SQLException e) {
        return new ProblemException(ProblemKind.UNAVAILABLE, "the id of the master key cannot be read or written", e);
    }
}
