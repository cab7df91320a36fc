package io.mcpctl.store.internal;

import io.mcpctl.store.api.Database.Product;
import io.mcpctl.store.api.NeighbourListener;
import io.mcpctl.store.api.Neighbours;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** On PostgreSQL by notifications and advisory locks; an embedded database has one daemon only. */
@Component(service = {Neighbours.class, DatabaseNeighbours.class})
public final class DatabaseNeighbours implements Neighbours {
    private static final Logger log = LoggerFactory.getLogger(DatabaseNeighbours.class);

    private final String node = UUID.randomUUID().toString();
    private final List<NeighbourListener> listeners = new CopyOnWriteArrayList<>();
    private final boolean shared;
    private final Line line;

    @Activate
    public DatabaseNeighbours(@Reference PooledDatabase database) {
        this.shared = database.product() == Product.POSTGRESQL;
        this.line = new Line(database.unpooled(), this::heard, () -> each(NeighbourListener::missed));
        if (shared) {
            line.open();
        }
    }

    @Deactivate
    public void close() {
        line.close();
    }

    public void addListener(NeighbourListener listener) {
        listeners.add(listener);
    }

    void removeListener(NeighbourListener listener) {
        listeners.remove(listener);
    }

    @Override
    public boolean exist() {
        return shared;
    }

    @Override
    public void tell(Connection connection, String text) throws SQLException {
        if (!shared) {
            return;
        }
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify('" + Line.CHANNEL + "', ?)")) {
            notify.setString(1, node + " " + text);
            notify.execute();
        }
    }

    @Override
    public boolean leads(String loop) {
        return !shared || line.holds(loop);
    }

    private void heard(String text) {
        int space = text.indexOf(' ');
        if (space > 0 && !text.startsWith(node)) {
            each(listener -> listener.told(text.substring(space + 1)));
        }
    }

    private void each(Consumer<NeighbourListener> call) {
        for (NeighbourListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.atError().setCause(e).log("a listener of neighbours failed");
            }
        }
    }
}
