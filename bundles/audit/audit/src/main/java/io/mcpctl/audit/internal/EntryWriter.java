package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Inserts entries, each call as one transaction. */
@Component(service = EntryWriter.class)
public final class EntryWriter {
    private final Database database;
    private final String insertAction;
    private final String insertEvent;

    @Activate
    public EntryWriter(@Reference Database database) {
        this.database = database;
        String json = database.product().jsonParameter();
        // A user who is gone by now must not keep the row from being written.
        this.insertAction =
                "insert into audit_logs (id, user_id, user_name, action, resource, resource_id, resource_name,"
                        + " details, created_at) values (?, (select id from users where id = ?), ?, ?, ?, ?, ?, " + json
                        + ", ?)";
        this.insertEvent = "insert into audit_events (event_time, session_id, project_name, event_kind, source,"
                + " verified, payload, correlation_id, parent_event_id, server_name, user_name, token_name, token_sha,"
                + " created_at) values (?, ?, ?, ?, ?, ?, " + json + ", ?, ?, ?, ?, ?, ?, ?)";
    }

    void write(List<Entry> entries) throws SQLException {
        List<AuditAction> actions = new ArrayList<>();
        List<AuditEvent> events = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Action(AuditAction action) -> actions.add(action);
                case Entry.Event(AuditEvent event) -> events.add(event);
            }
        }
        try (Connection connection = database.connect()) {
            try {
                insert(connection, actions);
                insert(connection, events, Instant.now().atOffset(ZoneOffset.UTC));
                database.commit(connection);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    private void insert(Connection connection, List<AuditAction> actions) throws SQLException {
        if (actions.isEmpty()) {
            return;
        }
        try (PreparedStatement rows = connection.prepareStatement(insertAction)) {
            for (AuditAction action : actions) {
                bind(rows, action);
            }
            rows.executeBatch();
        }
    }

    /** Inserts events within the caller's transaction. */
    void insert(Connection connection, List<AuditEvent> events, OffsetDateTime arrived) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement rows = connection.prepareStatement(insertEvent)) {
            for (AuditEvent event : events) {
                bind(rows, event, arrived);
            }
            rows.executeBatch();
        }
    }

    private static void bind(PreparedStatement row, AuditAction action) throws SQLException {
        row.setString(1, Ids.next());
        row.setString(2, text(action.userId(), 25));
        row.setString(3, Texts.plain(action.userName(), 320));
        row.setString(4, Texts.plain(action.action(), 100));
        row.setString(5, Texts.plain(action.resource(), 200));
        row.setString(6, text(action.resourceId(), 200));
        row.setString(7, text(action.resourceName(), 500));
        row.setString(8, Texts.json(action.details()));
        row.setObject(9, action.timestamp().atOffset(ZoneOffset.UTC));
        row.addBatch();
    }

    private static void bind(PreparedStatement row, AuditEvent event, OffsetDateTime arrived) throws SQLException {
        row.setObject(1, event.timestamp().atOffset(ZoneOffset.UTC));
        row.setString(2, Texts.plain(event.sessionId(), 200));
        row.setString(3, Texts.plain(event.projectName(), 200));
        row.setString(4, Texts.plain(event.kind(), 100));
        row.setString(5, event.source().name());
        row.setBoolean(6, event.source().verified());
        row.setString(7, Texts.json(event.payload()));
        row.setString(8, text(event.correlationId(), 200));
        row.setString(9, text(event.parentEventId(), 200));
        row.setString(10, text(event.serverName(), 200));
        row.setString(11, text(event.actor().userName(), 320));
        row.setString(12, text(event.actor().tokenName(), 200));
        row.setString(13, text(event.actor().tokenSha(), 64));
        row.setObject(14, arrived);
        row.addBatch();
    }

    @SuppressWarnings("NullAway") // JDBC takes null for an absent text
    private static String text(Optional<String> text, int limit) {
        return text.map(t -> Texts.plain(t, limit)).orElse(null);
    }
}
