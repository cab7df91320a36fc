package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.store.api.Database;
import io.mcpctl.store.api.Neighbours;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The store: each call is a transaction, and listeners are told once it is committed. */
@Component(service = {ResourceStore.class, JdbcStore.class})
public final class JdbcStore implements ResourceStore {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Database database;
    private final Neighbours neighbours;
    private final Kinds kinds;
    private final Announcer announcer;
    /** First come, first served: the pool lets newcomers pass those who wait. One connection is left to others. */
    private final Semaphore places;

    @Activate
    public JdbcStore(
            @Reference Database database,
            @Reference Neighbours neighbours,
            @Reference Kinds kinds,
            @Reference Listeners listeners) {
        this.neighbours = neighbours;
        this.database = database;
        this.kinds = kinds;
        this.announcer = new Announcer(listeners::tell);
        this.places = new Semaphore(Math.max(1, database.connections() - 1), true);
    }

    @Override
    public <T> T transact(Principal caller, Function<Transaction, T> work) {
        return inSession(caller, work::apply);
    }

    /** Reads and writes of the daemon itself. */
    private <T> T transact(Function<StoreSession, T> work) {
        return inSession(Principal.SYSTEM, work);
    }

    /** Runs the work in one transaction; any exception rolls everything back. Listeners are told without a connection. */
    <T> T inSession(Principal caller, Function<StoreSession, T> work) {
        return inSession(caller, Request.NONE, work);
    }

    /** The same, for a request; that of a dry run is always rolled back. */
    <T> T inSession(Principal caller, Request request, Function<StoreSession, T> work) {
        Turn turn = new Turn();
        try {
            return inTurn(caller, request, work, turn);
        } finally {
            turn.end();
        }
    }

    private <T> T inTurn(Principal caller, Request request, Function<StoreSession, T> work, Turn turn) {
        enter();
        try {
            return inPlace(caller, request, work, turn);
        } finally {
            places.release();
        }
    }

    private void enter() {
        try {
            if (places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.retryAfter(
                ProblemKind.UNAVAILABLE,
                "the database is busy: no connection was free for " + PATIENCE.toSeconds()
                        + " seconds; retry in a moment, or give it more with store.connections",
                Duration.ofSeconds(1));
    }

    private <T> T inPlace(Principal caller, Request request, Function<StoreSession, T> work, Turn turn) {
        try (Connection connection = database.connect()) {
            StoreSession session = new StoreSession(connection, database.product(), kinds, caller, request);
            try {
                T result = work.apply(session);
                if (session.written() && !request.dryRun()) {
                    tellNeighbours(connection, session.changes());
                    turn.take();
                    database.commit(connection);
                    turn.keep(session.changes());
                } else {
                    connection.rollback();
                }
                return result;
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "the database cannot be reached or written; check the disk and see 'mcpctl logs --daemon'",
                    e);
        }
    }

    private void tellNeighbours(Connection connection, List<Change> changes) throws SQLException {
        if (!neighbours.exist()) {
            return;
        }
        for (Change change : changes) {
            Kind<?> kind = kinds.require(change.kind()).kind();
            neighbours.tell(connection, ForeignChanges.text(kind, change));
        }
    }

    /** Tells of a change that another daemon committed. */
    void announce(Change change) {
        announcer.end(announcer.take(), List.of(change));
    }

    /** The place of one transaction among those that are told of. */
    private final class Turn {
        private long number = -1;
        private List<Change> changes = List.of();

        void take() {
            number = announcer.take();
        }

        void keep(List<Change> committed) {
            changes = List.copyOf(committed);
        }

        void end() {
            if (number >= 0) {
                announcer.end(number, changes);
            }
        }
    }

    @Override
    public List<ResourceKind<?>> kinds() {
        return kinds.descriptions();
    }

    @Override
    public <S extends Record> Optional<Resource<S>> find(ResourceKind<S> kind, String idOrName) {
        return transact(s -> s.find(kind, idOrName));
    }

    @Override
    public <S extends Record> List<Resource<S>> list(ResourceKind<S> kind) {
        return transact(s -> s.list(kind));
    }

    @Override
    public <S extends Record> List<Resource<S>> listBy(ResourceKind<S> kind, String refMember, String idOrName) {
        return transact(s -> s.listBy(kind, refMember, idOrName));
    }

    @Override
    public <S extends Record> Resource<S> create(ResourceKind<S> kind, String name, S spec) {
        return transact(s -> s.create(kind, name, spec));
    }

    @Override
    public <S extends Record> Resource<S> update(ResourceKind<S> kind, String idOrName, UnaryOperator<S> change) {
        return transact(s -> s.update(kind, idOrName, change));
    }

    @Override
    public <S extends Record> void delete(ResourceKind<S> kind, String idOrName) {
        transact(s -> {
            s.delete(kind, idOrName);
            return true;
        });
    }
}
