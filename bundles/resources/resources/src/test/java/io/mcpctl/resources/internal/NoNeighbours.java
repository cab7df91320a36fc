package io.mcpctl.resources.internal;

import io.mcpctl.store.api.Neighbours;
import java.sql.Connection;

/** This daemon is alone. */
final class NoNeighbours implements Neighbours {
    @Override
    public boolean exist() {
        return false;
    }

    @Override
    public void tell(Connection connection, String text) {}

    @Override
    public boolean leads(String loop) {
        return true;
    }
}
