package io.mcpctl.identity.internal;

import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables that rules are read from, in memory. Each definition has one subject (a user, a group and a token in turns)
 * and three bindings: to expose a project, to view a server, and one operation.
 */
final class ManyRules implements Database {
    private static final String URL = "jdbc:h2:mem:rules;DB_CLOSE_DELAY=-1";
    private static final List<String> TABLES = List.of(
            "create table users (id varchar, email varchar, password_hash varchar, version int, updated_at timestamp)",
            "create table groups (id varchar, name varchar, version int, updated_at timestamp)",
            "create table group_members (group_id varchar, user_id varchar, version int, updated_at timestamp)",
            "create table rbac_definitions (name varchar, subjects varchar, role_bindings varchar, version int,"
                    + " updated_at timestamp)");

    /** @param definitions how many */
    ManyRules(int definitions) throws SQLException {
        try (Connection connection = connect();
                Statement create = connection.createStatement()) {
            for (String table : TABLES) {
                create.execute(table);
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into rbac_definitions values (?, ?, ?, 1, current_timestamp)")) {
                for (int i = 0; i < definitions; i++) {
                    insert.setString(1, "definition-" + i);
                    insert.setString(2, "[" + subject(i) + "]");
                    insert.setString(3, bindings(i));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    private static String subject(int i) {
        String[] named = {
            "\"User\",\"name\":\"" + user(i), "\"Group\",\"name\":\"" + group(i), "\"McpToken\",\"name\":\"" + sha(i)
        };
        return "{\"kind\":" + named[i % named.length] + "\"}";
    }

    private static String bindings(int i) {
        return "[{\"role\":\"expose\",\"resource\":\"projects\",\"name\":\"project-" + i + "\"},"
                + "{\"role\":\"view\",\"resource\":\"servers\",\"name\":\"server-" + i + "\"},"
                + "{\"role\":\"run\",\"action\":\"logs\"}]";
    }

    static String user(int i) {
        return "user-" + i + "@example.org";
    }

    static String group(int i) {
        return "group-" + i;
    }

    static String sha(int i) {
        return String.format("%064x", i);
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(URL);
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public void commit(Connection connection) throws SQLException {
        connection.commit();
    }

    @Override
    public Product product() {
        return Product.H2;
    }
}
