package io.mcpctl.resources.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.Scope;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.store.api.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Kinds of any area over a real database, put together as the framework does; for the tests of those areas. */
public final class KindBench {
    private final Kinds kinds = new Kinds();
    private final Listeners listeners = new Listeners();
    private final JdbcStore store;
    private final Writes writes;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    public KindBench(Database database, KindProvider<?>... providers) {
        List.of(providers).forEach(kinds::addProvider);
        this.store = new JdbcStore(database, new Alone(), kinds, listeners);
        this.writes = new Writes(store, kinds);
    }

    public ResourceStore store() {
        return store;
    }

    public void listen(ResourceListener listener) {
        listeners.addListener(listener);
    }

    /** What callers were warned of. */
    public List<String> warnings() {
        return warnings;
    }

    /** The answer to a POST; the document has single quotes for double ones. */
    public ObjectNode create(String kind, String document) {
        return writes.create(kinds.require(kind), json(document), guard(Map.of()))
                .document();
    }

    /** The answer to a PUT. */
    public ObjectNode update(String kind, String name, String document) {
        return writes.update(kinds.require(kind), name, json(document), guard(Map.of()))
                .document();
    }

    /** The result word of an apply. */
    public String apply(String document, boolean dryRun) {
        return writes.apply(json(document), guard(Map.of(), dryRun)).result();
    }

    /** The names of the members that an apply changed. */
    public List<String> changes(String document) {
        return writes.apply(json(document), guard(Map.of())).changed();
    }

    public void delete(String kind, String name, Map<String, String> parameters) {
        writes.delete(kinds.require(kind), name, guard(parameters));
    }

    /** The answer to a GET, in all its views. */
    public List<ObjectNode> read(String kind, String name) {
        return read(kinds.require(kind), name);
    }

    private <S extends Record> List<ObjectNode> read(Kinds.Entry<S> entry, String name) {
        return store.inSession(Principal.SYSTEM, session -> {
            Resource<S> found = session.find(entry.kind().description(), name).orElseThrow();
            Resource<S> shown = found.with(entry.provider().present(found, session));
            ObjectNode raw = Documents.raw(entry.kind(), shown);
            return List.of(
                    raw, Documents.forApply(entry.kind(), shown), (ObjectNode) View.WIDE.single(entry.kind(), raw));
        });
    }

    private Guard guard(Map<String, String> parameters) {
        return guard(parameters, false);
    }

    private Guard guard(Map<String, String> parameters, boolean dryRun) {
        return new Guard(
                new Everything(),
                Principal.SYSTEM,
                new Request(dryRun, name -> Optional.ofNullable(parameters.get(name)), warnings::add));
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Allows whatever is asked. */
    private static final class Everything implements AccessControl {
        @Override
        public boolean allows(Principal caller, Permission permission) {
            return true;
        }

        @Override
        public Scope scope(Principal caller, Action action, String resource) {
            return Scope.ALL;
        }
    }
}
