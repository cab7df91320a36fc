package io.mcpctl.resources.internal;

import io.mcpctl.store.api.Neighbours;
import java.sql.Connection;

/** A daemon that has its database for itself. */
final class Alone implements Neighbours {
    @Override
    public boolean exist() {
        return false;
    }

    @Override
    public void tell(Connection connection, String text) {
        // Nobody hears it.
    }

    @Override
    public boolean leads(String loop) {
        return true;
    }
}
