package io.mcpctl.identity.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The table of memberships. */
final class Members {
    private Members() {}

    /** Adds and removes until exactly these users belong to the group. */
    static void set(Connection connection, String groupId, Collection<String> emails) {
        try {
            Map<String, String> present = present(connection, groupId);
            Set<String> wanted = new HashSet<>(emails);
            for (Map.Entry<String, String> member : present.entrySet()) {
                if (!wanted.contains(member.getKey())) {
                    remove(connection, member.getValue());
                }
            }
            for (String email : wanted) {
                if (!present.containsKey(email)) {
                    insert(connection, groupId, email);
                }
            }
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    static void add(Connection connection, String groupId, String email) {
        try {
            if (!present(connection, groupId).containsKey(email)) {
                insert(connection, groupId, email);
            }
        } catch (SQLException e) {
            throw Sql.problem(e);
        }
    }

    /** Ids of the memberships by e-mail. */
    private static Map<String, String> present(Connection connection, String groupId) throws SQLException {
        Map<String, String> present = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select u.email, m.id from group_members m join users u on u.id = m.user_id where m.group_id = ?")) {
            select.setString(1, groupId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    present.put(row.getString(1), row.getString(2));
                }
            }
        }
        return present;
    }

    private static void remove(Connection connection, String id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from group_members where id = ?")) {
            delete.setString(1, id);
            delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, String groupId, String email) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into group_members (id, group_id, user_id, created_at, updated_at)"
                        + " select ?, ?, id, current_timestamp, current_timestamp from users where email = ?")) {
            insert.setString(1, Sql.newId());
            insert.setString(2, groupId);
            insert.setString(3, email);
            insert.executeUpdate();
        }
    }
}
