package io.mcpctl.identity.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.identity.internal.Facts.Definition;
import io.mcpctl.identity.internal.Facts.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@link Facts}: in three statements, whatever their number. */
final class FactTable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Differs when any row that counts was added, changed or removed. */
    private static final String STAMP = stamp("users", "groups", "group_members", "rbac_definitions");

    private FactTable() {}

    static Facts read(Connection connection) throws SQLException {
        return new Facts(users(connection), groups(connection), definitions(connection));
    }

    static String stamp(Connection connection) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(STAMP)) {
            while (row.next()) {
                text.append(row.getString(1)).append(' ').append(row.getString(2));
                text.append(' ').append(row.getString(3)).append('\n');
            }
        }
        return text.toString();
    }

    /** Keeps others from changing what decisions follow from until the transaction ends. */
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from users where id = ? for update")) {
            select.setString(1, Kinds.SYSTEM_USER_ID);
            select.executeQuery().close();
        }
    }

    private static String stamp(String... tables) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < tables.length; i++) {
            parts.add("select count(*), sum(version), max(updated_at), " + i + " n from " + tables[i]);
        }
        return String.join(" union all ", parts) + " order by n";
    }

    private static List<Person> users(Connection connection) throws SQLException {
        List<Person> users = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row =
                        select.executeQuery("select id, email, password_hash is not null from users order by email")) {
            while (row.next()) {
                users.add(new Person(row.getString(1), row.getString(2), row.getBoolean(3)));
            }
        }
        return users;
    }

    private static Map<String, Set<String>> groups(Connection connection) throws SQLException {
        Map<String, Set<String>> groups = new TreeMap<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select g.name, u.email from groups g"
                        + " left join group_members m on m.group_id = g.id left join users u on u.id = m.user_id")) {
            while (row.next()) {
                Set<String> members = groups.computeIfAbsent(row.getString(1), g -> new HashSet<>());
                Optional.ofNullable(row.getString(2)).ifPresent(members::add);
            }
        }
        return groups;
    }

    private static List<Definition> definitions(Connection connection) throws SQLException {
        List<Definition> definitions = new ArrayList<>();
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "select name, subjects, role_bindings from rbac_definitions order by name")) {
            while (row.next()) {
                definitions.add(new Definition(
                        row.getString(1), subjects(parse(row.getString(2))), bindings(parse(row.getString(3)))));
            }
        }
        return definitions;
    }

    private static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON column holds no JSON", e);
        }
    }

    private static List<Subject> subjects(JsonNode list) {
        List<Subject> subjects = new ArrayList<>();
        list.forEach(s -> subjects.add(new Subject(
                Subject.Kind.valueOf(s.path("kind").asText()), s.path("name").asText())));
        return List.copyOf(subjects);
    }

    private static List<Binding> bindings(JsonNode list) {
        List<Binding> bindings = new ArrayList<>();
        list.forEach(b -> bindings.add(
                new Binding(b.path("role").asText(), text(b, "resource"), text(b, "name"), text(b, "action"))));
        return List.copyOf(bindings);
    }

    private static Optional<String> text(JsonNode node, String member) {
        return node.hasNonNull(member) ? Optional.of(node.path(member).asText()) : Optional.empty();
    }
}
