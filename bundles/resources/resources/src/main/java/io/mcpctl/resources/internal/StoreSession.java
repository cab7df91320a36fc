package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import io.mcpctl.resources.api.ResourceListener.Change;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.store.api.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One transaction: a connection, the changes made on it, and the names it looked up. For one thread. */
final class StoreSession implements Transaction, Rows.References {
    private final Connection connection;
    private final Kinds kinds;
    private final Principal caller;
    private final Database.Product product;
    private final Request request;
    private final Rows rows;
    private final List<Change> changes = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private boolean written;

    StoreSession(Connection connection, Database.Product product, Kinds kinds, Principal caller, Request request) {
        this.connection = connection;
        this.kinds = kinds;
        this.caller = caller;
        this.product = product;
        this.request = request;
        this.rows = new Rows(product, this);
    }

    /** What listeners are told once the transaction is committed. */
    List<Change> changes() {
        return Collections.unmodifiableList(changes);
    }

    /** Whether there may be anything to commit. */
    boolean written() {
        return written || !changes.isEmpty();
    }

    @Override
    public Principal caller() {
        return caller;
    }

    @Override
    public boolean dryRun() {
        return request.dryRun();
    }

    @Override
    public Optional<String> parameter(String name) {
        return request.parameters().apply(name);
    }

    @Override
    public void warn(String sentence) {
        request.warnings().accept(sentence);
    }

    @Override
    public Connection connection() {
        written = true;
        return connection;
    }

    /** Joins this transaction, for the caller it has. */
    @Override
    public <T> T transact(Principal other, Function<Transaction, T> work) {
        return work.apply(this);
    }

    @Override
    public List<ResourceKind<?>> kinds() {
        return kinds.descriptions();
    }

    @Override
    public <S extends Record> Optional<Resource<S>> find(ResourceKind<S> description, String idOrName) {
        return sql(() -> find(kinds.kind(description), idOrName));
    }

    @Override
    public <S extends Record> List<Resource<S>> list(ResourceKind<S> description) {
        return page(kinds.kind(description), Selection.Conditions.NONE, Optional.empty(), Integer.MAX_VALUE);
    }

    @Override
    public <S extends Record> List<Resource<S>> listBy(ResourceKind<S> description, String refMember, String idOrName) {
        Kind<S> kind = kinds.kind(description);
        Member member = kind.schema()
                .member(refMember)
                .filter(m -> m.ref().isPresent())
                .orElseThrow(() -> new IllegalArgumentException(description.name() + " has no reference " + refMember));
        return sql(() -> {
            Optional<String> id = lookUpId(member.ref().orElseThrow(), idOrName);
            return id.isEmpty()
                    ? List.of()
                    : page(
                            kind,
                            new Selection.Conditions(List.of("t." + member.column() + " = ?"), List.of(id.get())),
                            Optional.empty(),
                            Integer.MAX_VALUE);
        });
    }

    <S extends Record> Kind<S> kind(ResourceKind<S> description) {
        return kinds.kind(description);
    }

    /** At most {@code limit} resources in name order that meet the conditions and come after a position. */
    <S extends Record> List<Resource<S>> page(
            Kind<S> kind, Selection.Conditions conditions, Optional<ListPosition> after, int limit) {
        List<Object> parameters = new ArrayList<>(conditions.parameters());
        after.ifPresent(position -> parameters.addAll(position.values()));
        String text = listing(kind).ordered(conditions.texts(), after.isPresent(), limit);
        return sql(() -> read(kind, text, parameters));
    }

    <S extends Record> Listing<S> listing(Kind<S> kind) {
        return new Listing<>(kind, kinds, product);
    }

    /** Name of the resource that a word means. */
    Optional<String> nameOf(String kindName, String nameOrId) {
        return sql(() -> {
            Optional<String> id = lookUpId(kindName, nameOrId);
            return id.isEmpty() ? id : Optional.of(shownName(kindName, id.get()));
        });
    }

    @Override
    public <S extends Record> Resource<S> create(ResourceKind<S> description, String name, S spec) {
        Kind<S> kind = kinds.kind(description);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        S named = byName(kind, spec);
        Resource<S> resource = new Resource<>(Ids.next(), name, 1, now, now, named);
        List<String> columns = new ArrayList<>(List.of("id", "version", "created_at", "updated_at"));
        List<String> places = new ArrayList<>(List.of("?", "?", "?", "?"));
        kind.key().ifPresent(key -> {
            columns.add(key);
            places.add("?");
        });
        kind.columns().forEach(m -> {
            columns.add(m.column());
            places.add(rows.placeholder(m));
        });
        String text = "insert into " + description.table() + " (" + String.join(", ", columns) + ") values ("
                + String.join(", ", places) + ")";
        sql(description.name(), name, () -> {
            try (PreparedStatement insert = connection.prepareStatement(text)) {
                int i = 0;
                insert.setString(++i, resource.id());
                insert.setInt(++i, 1);
                insert.setObject(++i, now.atOffset(ZoneOffset.UTC));
                insert.setObject(++i, now.atOffset(ZoneOffset.UTC));
                if (kind.named()) {
                    insert.setString(++i, name);
                }
                rows.bind(kind, named, insert, i + 1);
                return insert.executeUpdate();
            }
        });
        changes.add(new Change(description.name(), Optional.empty(), Optional.of(resource)));
        return resource;
    }

    @Override
    public <S extends Record> Resource<S> update(
            ResourceKind<S> description, String idOrName, UnaryOperator<S> change) {
        Kind<S> kind = kinds.kind(description);
        Resource<S> before = lock(kind, idOrName);
        S after = change.apply(before.spec());
        return after.equals(before.spec()) ? before : write(kind, before, after);
    }

    /** Reads a row and keeps others from changing it until the transaction ends. */
    <S extends Record> Resource<S> lock(Kind<S> kind, String idOrName) {
        return sql(() -> {
                    Optional<Resource<S>> found = find(kind, idOrName);
                    if (found.isEmpty()) {
                        return found;
                    }
                    // The row alone is locked, then read again: it may have changed while this waited.
                    String id = found.get().id();
                    scalar("select id from " + kind.description().table() + " where id = ? for update", id);
                    return query(kind, " where t.id = ?", List.of(id)).stream().findFirst();
                })
                .orElseThrow(() -> unknown(kind, idOrName));
    }

    <S extends Record> Resource<S> write(Kind<S> kind, Resource<S> before, S spec) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Resource<S> after =
                new Resource<>(before.id(), before.name(), before.version() + 1, before.createdAt(), now, spec);
        StringBuilder text =
                new StringBuilder("update " + kind.description().table() + " set version = ?, updated_at = ?");
        kind.columns()
                .forEach(m -> text.append(", ").append(m.column()).append(" = ").append(rows.placeholder(m)));
        text.append(" where id = ?");
        sql(kind.description().name(), before.name(), () -> {
            try (PreparedStatement update = connection.prepareStatement(text.toString())) {
                update.setInt(1, after.version());
                update.setObject(2, now.atOffset(ZoneOffset.UTC));
                update.setString(rows.bind(kind, spec, update, 3), before.id());
                return update.executeUpdate();
            }
        });
        changes.add(new Change(kind.description().name(), Optional.of(before), Optional.of(after)));
        return after;
    }

    @Override
    public <S extends Record> void delete(ResourceKind<S> description, String idOrName) {
        Kind<S> kind = kinds.kind(description);
        Resource<S> before = lock(kind, idOrName);
        dependants(description.name(), before.id());
        sql(description.name(), before.name(), () -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from " + description.table() + " where id = ?")) {
                delete.setString(1, before.id());
                return delete.executeUpdate();
            }
        });
        changes.add(new Change(description.name(), Optional.of(before), Optional.empty()));
    }

    /** Rows that the database removes together with this one: their listeners are told as well. */
    private void dependants(String kindName, String id) {
        for (Kinds.Entry<?> entry : kinds.all()) {
            for (Member member : entry.kind().columns()) {
                if (member.ref().equals(Optional.of(kindName))) {
                    for (Resource<?> row :
                            sql(() -> query(entry.kind(), " where t." + member.column() + " = ?", List.of(id)))) {
                        changes.add(new Change(entry.kind().description().name(), Optional.of(row), Optional.empty()));
                    }
                }
            }
        }
    }

    private <S extends Record> Optional<Resource<S>> find(Kind<S> kind, String idOrName) throws SQLException {
        if (!Texts.isStorable(idOrName)) {
            return Optional.empty();
        }
        if (Ids.isId(idOrName)) {
            List<Resource<S>> byId = query(kind, " where t.id = ?", List.of(idOrName));
            if (!byId.isEmpty()) {
                return Optional.of(byId.getFirst());
            }
        }
        return switch (kind.description().naming()) {
            case Naming.Named named ->
                query(kind, " where t." + named.key() + " = ?", List.of(named.stored(idOrName))).stream()
                        .findFirst();
            case Naming.Scoped scoped -> scoped(kind, idOrName);
            case Naming.Composed composed -> composed(kind, idOrName);
        };
    }

    /** The stored resource that a document with this name and these references means. */
    <S extends Record> Optional<Resource<S>> findSame(Kind<S> kind, String name, S spec) {
        if (kind.description().naming() instanceof Naming.Scoped) {
            String scope = scopeOf(kind, spec);
            return sql(() -> query(kind, " where t.name = ?", List.of(name)).stream()
                    .filter(r -> scope.equals(scopeOf(kind, r.spec())))
                    .max(Comparator.comparing(Resource::createdAt)));
        }
        return find(kind.description(), name);
    }

    /** {@code name} or {@code scope/name}; the newest of those with the same scope. */
    private <S extends Record> Optional<Resource<S>> scoped(Kind<S> kind, String text) throws SQLException {
        int slash = text.lastIndexOf('/');
        String name = text.substring(slash + 1);
        Optional<String> scope = slash < 0 ? Optional.empty() : Optional.of(text.substring(0, slash));
        List<Resource<S>> named = query(kind, " where t.name = ?", List.of(name));
        List<Resource<S>> found = named.stream()
                .filter(r -> scope.isEmpty() || scope.get().equals(scopeOf(kind, r.spec())))
                .toList();
        if (found.isEmpty() && scope.equals(Optional.of(Kind.GLOBAL))) {
            found = named.stream()
                    .filter(r -> scopeOf(kind, r.spec()).isEmpty())
                    .toList();
        }
        Set<String> scopes =
                found.stream().map(r -> scopeOf(kind, r.spec())).collect(Collectors.toCollection(TreeSet::new));
        if (scopes.size() > 1) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    kind.description().name() + " '" + name + "' exists in several scopes: "
                            + scopes.stream()
                                    .map(s -> s.isEmpty() ? Kind.GLOBAL : s)
                                    .collect(Collectors.joining(", "))
                            + "; say which, as <scope>/" + name + ", in a URL with "
                            + kind.scopes().stream()
                                    .map(m -> "?" + m.name() + "=")
                                    .collect(Collectors.joining(" or ")));
        }
        return found.stream().max(Comparator.comparing(Resource::createdAt));
    }

    /** Names of the scopes joined with {@code /}; empty for the global one. */
    static String scopeOf(Kind<?> kind, Record spec) {
        return kind.scopes().stream()
                .map(m -> kind.schema().value(m, spec))
                .map(v -> v instanceof Optional<?> optional ? optional.orElse(null) : v)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining("/"));
    }

    private <S extends Record> Optional<Resource<S>> composed(Kind<S> kind, String name) throws SQLException {
        List<Member> keys = kind.scopes();
        String[] parts = name.split("/", -1);
        if (parts.length != keys.size()) {
            return Optional.empty();
        }
        List<String> conditions = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Optional<String> id = lookUpId(keys.get(i).ref().orElseThrow(), parts[i]);
            if (id.isEmpty()) {
                return Optional.empty();
            }
            conditions.add("t." + keys.get(i).column() + " = ?");
            ids.add(id.get());
        }
        return query(kind, " where " + String.join(" and ", conditions), ids).stream()
                .findFirst();
    }

    private <S extends Record> List<Resource<S>> query(Kind<S> kind, String where, List<String> parameters)
            throws SQLException {
        return read(kind, listing(kind).unordered(where), parameters);
    }

    private <S extends Record> List<Resource<S>> read(Kind<S> kind, String text, List<?> parameters)
            throws SQLException {
        List<Resource<S>> found = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(text)) {
            int i = 0;
            for (Object parameter : parameters) {
                select.setObject(
                        ++i,
                        parameter instanceof String[] texts ? connection.createArrayOf("varchar", texts) : parameter);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(rows.read(kind, row));
                }
            }
        }
        return found;
    }

    /** The spec with the names of what it refers to; users may write ids. NOT_FOUND when something is not known. */
    <S extends Record> S byName(Kind<S> kind, S spec) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Member member : kind.schema().members()) {
            Object value = kind.schema().value(member, spec);
            Object text = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (member.ref().isPresent() && text instanceof String word) {
                requireScope(kind, member, word);
                String known = sql(
                        () -> shownName(member.ref().get(), idOf(member.ref().get(), word, member.name())));
                value = member.optional() ? Optional.of(known) : known;
            }
            values.add(value);
        }
        return kind.cast(kind.schema().newInstance(values));
    }

    /** What a name is unique in must be there, as the parent of a path must be. */
    private void requireScope(Kind<?> kind, Member member, String word) {
        if (kind.description().naming() instanceof Naming.Scoped scoped
                && scoped.scopes().contains(member.name())
                && sql(() -> lookUpId(member.ref().orElseThrow(), word)).isEmpty()) {
            throw unknown(kinds.require(member.ref().orElseThrow()).kind(), word);
        }
    }

    private String shownName(String kindName, String id) throws SQLException {
        String known = names.get(id);
        if (known == null) {
            known = scalar("select " + key(kindName) + " from " + table(kindName) + " where id = ?", id)
                    .orElse(id);
            names.put(id, known);
        }
        return known;
    }

    @Override
    public String idOf(String kindName, String nameOrId, String member) throws SQLException {
        return lookUpId(kindName, nameOrId).orElseThrow(() -> {
            String message = kindName + " '" + RecordReader.shorten(nameOrId) + "' not found";
            return new ProblemException(
                    new Problem(
                            ProblemKind.NOT_FOUND,
                            member + ": " + message,
                            List.of(new Problem.Violation(member, message))),
                    null);
        });
    }

    private Optional<String> lookUpId(String kindName, String nameOrId) throws SQLException {
        if (!Texts.isStorable(nameOrId)) {
            return Optional.empty();
        }
        if (Ids.isId(nameOrId)) {
            Optional<String> id = scalar("select id from " + table(kindName) + " where id = ?", nameOrId);
            if (id.isPresent()) {
                return id;
            }
        }
        return scalar(
                "select id from " + table(kindName) + " where " + key(kindName) + " = ?",
                kinds.require(kindName).kind().storedName(nameOrId));
    }

    private String table(String kindName) {
        return kinds.require(kindName).kind().description().table();
    }

    private String key(String kindName) {
        return kinds.require(kindName).kind().key().orElse("id");
    }

    private Optional<String> scalar(String text, String parameter) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(text)) {
            select.setString(1, parameter);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    static ProblemException unknown(Kind<?> kind, String idOrName) {
        return unknown(kind, idOrName, List.of());
    }

    /** @param similar names that may have been meant */
    static ProblemException unknown(Kind<?> kind, String idOrName, List<String> similar) {
        ResourceKind<?> d = kind.description();
        return new ProblemException(
                ProblemKind.NOT_FOUND,
                d.name() + " '" + idOrName + "' not found"
                        + (similar.isEmpty() ? "" : ", did you mean '" + String.join("' or '", similar) + "'")
                        + "; see 'get " + d.plural() + "'");
    }

    private <T> T sql(SqlCall<T> call) {
        return sql("", "", call);
    }

    private <T> T sql(String kindName, String name, SqlCall<T> call) {
        try {
            return call.run();
        } catch (SQLException e) {
            throw SqlProblems.translate(e, kindName, name);
        }
    }

    /** Work that may fail in the database. */
    interface SqlCall<T> {
        T run() throws SQLException;
    }
}
