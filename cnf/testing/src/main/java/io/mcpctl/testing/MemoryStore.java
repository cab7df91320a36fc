package io.mcpctl.testing;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.lang.reflect.RecordComponent;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A store that forgets at the end: one map per kind, one lock for all, references by name, nothing is undone. */
public final class MemoryStore implements Transaction {
    private final Map<String, Map<String, Resource<? extends Record>>> kinds = new TreeMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    @Override
    public Principal caller() {
        return Principal.SYSTEM;
    }

    @Override
    public Connection connection() {
        throw new UnsupportedOperationException("there is no database");
    }

    @Override
    public synchronized <T> T transact(Principal caller, Function<Transaction, T> work) {
        return work.apply(this);
    }

    /** It learns of a kind by its use and keeps no descriptions. */
    @Override
    public List<ResourceKind<?>> kinds() {
        return List.of();
    }

    @Override
    public synchronized <S extends Record> Optional<Resource<S>> find(ResourceKind<S> kind, String idOrName) {
        return list(kind).stream()
                .filter(found -> found.name().equals(idOrName) || found.id().equals(idOrName))
                .findFirst();
    }

    @Override
    @SuppressWarnings("unchecked") // each map holds resources of its kind only
    public synchronized <S extends Record> List<Resource<S>> list(ResourceKind<S> kind) {
        return rows(kind).values().stream().map(row -> (Resource<S>) row).toList();
    }

    @Override
    public synchronized <S extends Record> List<Resource<S>> listBy(
            ResourceKind<S> kind, String refMember, String idOrName) {
        return list(kind).stream()
                .filter(found -> idOrName.equals(value(found.spec(), refMember)))
                .toList();
    }

    @Override
    public synchronized <S extends Record> Resource<S> create(ResourceKind<S> kind, String name, S spec) {
        Instant now = Instant.now();
        Resource<S> made = new Resource<>("c" + ids.incrementAndGet(), name, 1, now, now, spec);
        if (rows(kind).putIfAbsent(name, made) != null) {
            throw new ProblemException(ProblemKind.CONFLICT, kind.name() + " " + name + " exists");
        }
        return made;
    }

    @Override
    public synchronized <S extends Record> Resource<S> update(
            ResourceKind<S> kind, String idOrName, UnaryOperator<S> change) {
        Resource<S> before = find(kind, idOrName).orElseThrow(() -> unknown(kind, idOrName));
        Resource<S> after = new Resource<>(
                before.id(),
                before.name(),
                before.version() + 1,
                before.createdAt(),
                Instant.now(),
                change.apply(before.spec()));
        rows(kind).put(before.name(), after);
        return after;
    }

    @Override
    public synchronized <S extends Record> void delete(ResourceKind<S> kind, String idOrName) {
        Resource<S> found = find(kind, idOrName).orElseThrow(() -> unknown(kind, idOrName));
        rows(kind).remove(found.name());
    }

    private static Object value(Record spec, String member) {
        RecordComponent component = Stream.of(spec.getClass().getRecordComponents())
                .filter(c -> c.getName().equals(member))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no member " + member));
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(spec);
            return value instanceof Optional<?> optional
                    ? optional.map(Object.class::cast).orElse("")
                    : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Map<String, Resource<? extends Record>> rows(ResourceKind<?> kind) {
        return kinds.computeIfAbsent(kind.name(), name -> new TreeMap<>());
    }

    private static ProblemException unknown(ResourceKind<?> kind, String name) {
        return new ProblemException(ProblemKind.NOT_FOUND, kind.name() + " " + name + " is not known");
    }
}
