package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.store.api.NeighbourListener;
import io.mcpctl.store.api.Neighbours;
import io.mcpctl.store.internal.DatabaseNeighbours;
import io.mcpctl.store.internal.PooledDatabase;
import jakarta.servlet.Servlet;
import java.util.List;

/** The parts of the REST interface, put together as the framework does; in this package because they are its own. */
public final class RestParts implements AutoCloseable {
    private final Kinds kinds = new Kinds();
    private final Listeners listeners = new Listeners();
    private final RateLimits limits = new RateLimits(1_000_000, 1_000_000);
    private final DatabaseNeighbours neighbours;
    private final JdbcStore store;

    public RestParts(PooledDatabase database) {
        this.neighbours = new DatabaseNeighbours(database);
        this.store = new JdbcStore(database, neighbours, kinds, listeners);
        neighbours.addListener(new NeighbourChanges(store, kinds, listeners));
    }

    public Neighbours neighbours() {
        return neighbours;
    }

    public void neighbour(NeighbourListener listener) {
        neighbours.addListener(listener);
    }

    public ResourceStore store() {
        return store;
    }

    public void kind(KindProvider<?> provider) {
        kinds.addProvider(provider);
    }

    public void withoutKind(KindProvider<?> provider) {
        kinds.removeProvider(provider);
    }

    public void listener(ResourceListener listener) {
        listeners.addListener(listener);
    }

    public Servlet servlet(Authenticator authenticator, AccessControl access, List<RouteProvider> routes) {
        KindLists lists = new KindLists(store);
        KindRoutes kindRoutes = new KindRoutes(
                kinds, store, new Writes(store, kinds), lists, new KindWatches(store, lists, new ChangeFeed()));
        RouteTable table = new RouteTable(kindRoutes, kinds);
        routes.forEach(table::addProvider);
        return new ApiServlet(table, kindRoutes, authenticator, access, new CallListeners(), limits);
    }

    /** This daemon tells and hears nothing more. */
    @Override
    public void close() {
        neighbours.close();
    }
}
