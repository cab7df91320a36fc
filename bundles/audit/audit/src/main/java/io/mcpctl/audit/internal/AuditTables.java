package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent.Source;
import io.mcpctl.audit.internal.Views.EventPage;
import io.mcpctl.audit.internal.Views.EventView;
import io.mcpctl.audit.internal.Views.LogPage;
import io.mcpctl.audit.internal.Views.LogView;
import io.mcpctl.audit.internal.Views.SessionPage;
import io.mcpctl.audit.internal.Views.SessionView;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads both tables and deletes their oldest rows. */
@Component(service = AuditTables.class)
public final class AuditTables {
    private static final int DELETED_AT_ONCE = 5_000;
    private static final String LOGS = "select id, user_id, user_name, action, resource, resource_id, resource_name,"
            + " details, created_at from audit_logs";
    private static final String EVENTS =
            "select seq, event_time, session_id, project_name, event_kind, source, verified,"
                    + " payload, correlation_id, parent_event_id, server_name, user_name, token_name, token_sha"
                    + " from audit_events";
    private static final String SESSIONS = "select session_id, project_name, max(user_name), min(event_time),"
            + " max(event_time) as last_seen, count(*), array_agg(distinct event_kind) from audit_events";
    private static final String BY_SESSION = " group by session_id, project_name";

    private final Database database;

    @Activate
    public AuditTables(@Reference Database database) {
        this.database = database;
    }

    LogPage logs(Filter filter, Window window) {
        return read(connection -> new LogPage(
                rows(
                        connection,
                        LOGS + filter.where() + " order by created_at desc, seq desc",
                        filter,
                        window,
                        AuditTables::log),
                count(connection, "select count(*) from audit_logs" + filter.where(), filter),
                window.limit(),
                window.offset()));
    }

    EventPage events(Filter filter, Window window) {
        return read(connection -> new EventPage(
                rows(
                        connection,
                        EVENTS + filter.where() + " order by event_time desc, seq desc",
                        filter,
                        window,
                        AuditTables::event),
                count(connection, "select count(*) from audit_events" + filter.where(), filter),
                window.limit(),
                window.offset()));
    }

    SessionPage sessions(Filter filter, Window window) {
        return read(connection -> new SessionPage(
                rows(
                        connection,
                        SESSIONS + filter.where() + BY_SESSION + " order by last_seen desc, session_id",
                        filter,
                        window,
                        AuditTables::session),
                count(
                        connection,
                        "select count(*) from (select session_id from audit_events" + filter.where() + BY_SESSION
                                + ") sessions",
                        filter),
                window.limit(),
                window.offset()));
    }

    long purgeLogs(Instant olderThan) {
        return purge("audit_logs", "created_at", olderThan);
    }

    long purgeEvents(Instant olderThan) {
        return purge("audit_events", "event_time", olderThan);
    }

    /** In portions, so that no transaction grows with the table. */
    private long purge(String table, String column, Instant olderThan) {
        String delete = "delete from " + table + " where seq in (select seq from " + table + " where " + column
                + " < ? order by seq limit " + DELETED_AT_ONCE + ")";
        long all = 0;
        int some;
        do {
            some = read(connection -> {
                try (PreparedStatement statement = connection.prepareStatement(delete)) {
                    statement.setObject(1, olderThan.atOffset(ZoneOffset.UTC));
                    int deleted = statement.executeUpdate();
                    database.commit(connection);
                    return deleted;
                }
            });
            all += some;
        } while (some == DELETED_AT_ONCE);
        return all;
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> T read(Work<T> work) {
        try (Connection connection = database.connect()) {
            try {
                return work.on(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    static ProblemException unavailable(SQLException e) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "the audit store cannot be reached; check the database and see 'mcpctl logs --daemon'",
                e);
    }

    private static <T> List<T> rows(
            Connection connection, String select, Filter filter, Window window, RowReader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select + " limit ? offset ?")) {
            int next = filter.bind(statement);
            statement.setInt(next, window.limit());
            statement.setInt(next + 1, window.offset());
            List<T> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        }
    }

    private static long count(Connection connection, String select, Filter filter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            filter.bind(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static LogView log(ResultSet row) throws SQLException {
        return new LogView(
                row.getString(1),
                text(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                text(row, 6),
                text(row, 7),
                Texts.members(row.getString(8)),
                time(row, 9));
    }

    private static EventView event(ResultSet row) throws SQLException {
        return new EventView(
                "e" + row.getLong(1),
                time(row, 2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Source.valueOf(row.getString(6)),
                row.getBoolean(7),
                Texts.members(row.getString(8)),
                text(row, 9),
                text(row, 10),
                text(row, 11),
                text(row, 12),
                text(row, 13),
                text(row, 14));
    }

    private static SessionView session(ResultSet row) throws SQLException {
        Object[] kinds = (Object[]) row.getArray(7).getArray();
        return new SessionView(
                row.getString(1),
                row.getString(2),
                text(row, 3),
                time(row, 4),
                time(row, 5),
                row.getLong(6),
                Arrays.stream(kinds).map(String::valueOf).sorted().toList());
    }

    private static Optional<String> text(ResultSet row, int index) throws SQLException {
        return Optional.ofNullable(row.getString(index));
    }

    private static Instant time(ResultSet row, int index) throws SQLException {
        return row.getObject(index, OffsetDateTime.class).toInstant();
    }
}
