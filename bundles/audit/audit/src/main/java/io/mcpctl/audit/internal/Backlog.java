package io.mcpctl.audit.internal;

import io.mcpctl.audit.api.AuditEvent;
import io.mcpctl.store.api.Database;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores entries as rows, and floods of events packed, which costs a tenth; those become rows when the flood is over.
 * As long as some are packed the next ones are packed too, so that all become rows in their order. For one thread.
 */
@Component(service = Backlog.class)
public final class Backlog implements Trail.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    /** About ten million events; beyond it floods are stored as rows, however long that takes. */
    private static final int MAX_BURSTS = 20_000;
    /** The column is for 1,000,000 bytes. */
    private static final int MAX_BYTES = 1_000_000;

    private static final int UNKNOWN = -1;

    private final EntryWriter writer;
    private final Database database;
    /** Packed bursts of this and former processes; another daemon on the same database may pack and settle, too. */
    private int waiting = UNKNOWN;

    @Activate
    public Backlog(@Reference EntryWriter writer, @Reference Database database) {
        this.writer = writer;
        this.database = database;
    }

    @Override
    public void write(List<Entry> entries, boolean flood) throws SQLException {
        if (waiting == UNKNOWN) {
            waiting = count();
        }
        if (!(flood || waiting > 0) || waiting >= MAX_BURSTS) {
            writer.write(entries);
            return;
        }
        List<AuditEvent> events = new ArrayList<>(entries.size());
        List<Entry> actions = new ArrayList<>();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Event(AuditEvent event) -> events.add(event);
                case Entry.Action action -> actions.add(action);
            }
        }
        byte[] packed = Burst.pack(events);
        if (packed.length > MAX_BYTES) {
            writer.write(entries);
            return;
        }
        if (!events.isEmpty()) {
            insert(packed, events.size());
            waiting++;
        }
        if (!actions.isEmpty()) {
            writer.write(actions);
        }
    }

    /** What a power failure can take of a flood is about a second's worth: nobody waits for the disk here. */
    private void insert(byte[] packed, int events) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement row = connection.prepareStatement(
                        "insert into audit_bursts (events, body, created_at) values (?, ?, ?)")) {
            row.setInt(1, events);
            row.setBytes(2, packed);
            row.setObject(3, Instant.now().atOffset(ZoneOffset.UTC));
            row.executeUpdate();
            connection.commit();
        }
    }

    private int count() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from audit_bursts")) {
            row.next();
            int count = row.getInt(1);
            connection.rollback();
            return count;
        }
    }

    @Override
    public boolean settle() throws SQLException {
        try (Connection connection = database.connect()) {
            try {
                if (!settleOldest(connection)) {
                    waiting = 0;
                    connection.rollback();
                    return false;
                }
                connection.commit();
                waiting--;
                return true;
            } catch (SQLException e) {
                connection.rollback();
                if (!Trail.refused(e)) {
                    throw e;
                }
                discardOldest(connection, e);
                return true;
            }
        }
    }

    /** What the database refuses today it refuses tomorrow; the others must not wait behind it. */
    private void discardOldest(Connection connection, SQLException why) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from audit_bursts where seq = (select min(seq) from audit_bursts)");
        }
        connection.commit();
        waiting--;
        LOG.atError().setCause(why).log("the database refuses packed audit events; they are lost");
    }

    private boolean settleOldest(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select seq, events, body, created_at from audit_bursts order by seq limit 1")) {
            if (!row.next()) {
                return false;
            }
            if (delete(connection, row.getLong(1))) {
                rows(connection, row.getInt(2), row.getBytes(3), row.getObject(4, OffsetDateTime.class));
            }
            return true;
        }
    }

    /** False when another daemon was faster. */
    private static boolean delete(Connection connection, long seq) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from audit_bursts where seq = ?")) {
            delete.setLong(1, seq);
            return delete.executeUpdate() == 1;
        }
    }

    private void rows(Connection connection, int events, byte[] packed, OffsetDateTime arrived) throws SQLException {
        try {
            writer.insert(connection, Burst.unpack(packed), arrived);
        } catch (IOException | IllegalArgumentException e) {
            LOG.atError()
                    .addKeyValue("events", events)
                    .setCause(e)
                    .log("packed audit events cannot be read and are lost");
        }
    }
}
