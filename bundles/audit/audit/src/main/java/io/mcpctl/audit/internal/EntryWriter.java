package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditAction;
import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Inserts entries, each call as one transaction. */
@Component(service = EntryWriter.class)
public final class EntryWriter implements Trail.Sink {
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
        this.insertEvent = "insert into audit_events (id, event_time, session_id, project_name, event_kind, source,"
                + " verified, payload, correlation_id, parent_event_id, server_name, user_name, token_name, token_sha,"
                + " created_at) values (?, ?, ?, ?, ?, ?, ?, " + json + ", ?, ?, ?, ?, ?, ?, ?)";
    }

    @Override
    public void write(List<Entry> entries) throws SQLException {
        try (Connection connection = database.connect()) {
            try (PreparedStatement actions = connection.prepareStatement(insertAction);
                    PreparedStatement events = connection.prepareStatement(insertEvent)) {
                boolean anyAction = false;
                boolean anyEvent = false;
                for (Entry entry : entries) {
                    switch (entry) {
                        case Entry.Action(AuditAction action) -> {
                            bind(actions, action);
                            anyAction = true;
                        }
                        case Entry.Event(AuditEvent event) -> {
                            bind(events, event);
                            anyEvent = true;
                        }
                    }
                }
                if (anyAction) {
                    actions.executeBatch();
                }
                if (anyEvent) {
                    events.executeBatch();
                }
                database.commit(connection);
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
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

    private static void bind(PreparedStatement row, AuditEvent event) throws SQLException {
        row.setString(1, Ids.next());
        row.setObject(2, event.timestamp().atOffset(ZoneOffset.UTC));
        row.setString(3, Texts.plain(event.sessionId(), 200));
        row.setString(4, Texts.plain(event.projectName(), 200));
        row.setString(5, Texts.plain(event.kind(), 100));
        row.setString(6, event.source().name());
        row.setBoolean(7, event.source().verified());
        row.setString(8, Texts.json(event.payload()));
        row.setString(9, text(event.correlationId(), 200));
        row.setString(10, text(event.parentEventId(), 200));
        row.setString(11, text(event.serverName(), 200));
        row.setString(12, text(event.actor().userName(), 320));
        row.setString(13, text(event.actor().tokenName(), 200));
        row.setString(14, text(event.actor().tokenSha(), 64));
        row.setObject(15, Instant.now().atOffset(ZoneOffset.UTC));
        row.addBatch();
    }

    @SuppressWarnings("NullAway") // JDBC takes null for an absent text
    private static String text(Optional<String> text, int limit) {
        return text.map(t -> Texts.plain(t, limit)).orElse(null);
    }
}
