package io.mcpctl.resources.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Create, update, apply and delete, for any kind: check the document, ask the kind, write, all in one transaction. */
@Component(service = Writes.class)
public final class Writes {
    /** Keys that reads add and writes ignore, so that what was read can be written back. */
    private static final Set<String> READ_ONLY_KEYS = Set.of("id", "createdAt", "updatedAt");

    private final JdbcStore store;
    private final Kinds kinds;

    @Activate
    public Writes(@Reference JdbcStore store, @Reference Kinds kinds) {
        this.store = store;
        this.kinds = kinds;
    }

    /**
     * What applying a document did.
     *
     * @param changed members whose value changed; all of them for a new resource
     * @param before as it was, when there was one
     * @param resource as it is shown to the writer
     */
    record Outcome<S extends Record>(
            Kind<S> kind, String result, List<String> changed, Optional<Resource<S>> before, Resource<S> resource) {

        /** Everything that is shown of it. */
        ObjectNode document() {
            return Documents.raw(kind, resource);
        }

        /** As it could have been applied; absent when there was none. */
        Optional<ObjectNode> appliedBefore() {
            return before.map(b -> Documents.forApply(kind, b));
        }

        /** As it can be applied. */
        ObjectNode applied() {
            return Documents.forApply(kind, resource);
        }
    }

    /**
     * A write.
     *
     * @param dropped keys of the document that no member has
     * @param changed members whose value changed
     * @param document as it is shown to the writer
     */
    record Written(Resource<?> resource, List<String> dropped, List<String> changed, ObjectNode document) {}

    <S extends Record> Written create(Kinds.Entry<S> entry, ObjectNode document, Guard guard) {
        requireWritable(entry);
        RecordReader reader = new RecordReader(false);
        S spec = read(entry.kind(), document, reader);
        return store.inSession(guard.caller(), guard.request(), session -> {
            S named = session.byName(entry.kind(), spec);
            String name = nameOf(entry.kind(), document, named);
            guard.create(entry.kind(), name, named);
            Resource<S> created = insert(entry, name, named, session);
            return new Written(
                    created,
                    reader.dropped(),
                    members(entry.kind()),
                    Documents.raw(entry.kind(), shown(entry, created, session)));
        });
    }

    /** A partial update: absent members keep their value, null clears. */
    <S extends Record> Written update(Kinds.Entry<S> entry, String idOrName, ObjectNode patch, Guard guard) {
        requireWritable(entry);
        requireMutable(entry);
        return store.inSession(guard.caller(), guard.request(), session -> {
            Kind<S> kind = entry.kind();
            Resource<S> before = session.lock(kind, idOrName);
            guard.change(kind, before);
            checkVersion(kind, before, patch.get(kind.revision()));
            String key = kind.key().orElse("name");
            if (patch.has(key) && !kind.storedName(patch.path(key).asText()).equals(before.name())) {
                entry.provider().onRename(before, patch.path(key).asText());
                throw RecordReader.invalid(
                        List.of(new Violation(key, "a " + kind.description().name() + " cannot be renamed")));
            }
            Resource<S> shown = shown(entry, before, session);
            ObjectNode merged = Documents.forApply(kind, shown);
            patch.properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
            RecordReader reader = new RecordReader(false);
            S spec = session.byName(kind, read(kind, merged, reader));
            if (!kind.named() && !nameOf(kind, merged, spec).equals(before.name())) {
                throw RecordReader.invalid(List.of(new Violation(
                        "",
                        "a " + kind.description().name()
                                + " is named by what it joins; delete it and create another")));
            }
            Resource<S> after = replace(entry, before, shown, spec, session);
            Resource<S> seen = shown(entry, after, session);
            return new Written(
                    after, reader.dropped(), changes(kind, before, after, shown, seen), Documents.raw(kind, seen));
        });
    }

    /** Create or replace from a document; strict about unknown keys. */
    Outcome<?> apply(ObjectNode document, Guard guard) {
        String word = document.path("kind").asText("");
        Kinds.Entry<?> entry = kinds.byWord(word)
                .orElseThrow(() -> RecordReader.invalid(List.of(new Violation(
                        "kind",
                        word.isEmpty()
                                ? "is required; known are " + kinds.names()
                                : "unknown kind '" + word + "'; known are " + kinds.names()))));
        return apply(entry, document, guard);
    }

    private <S extends Record> Outcome<?> apply(Kinds.Entry<S> entry, ObjectNode document, Guard guard) {
        requireWritable(entry);
        Kind<S> kind = entry.kind();
        guard.mayWriteAny(kind);
        S spec = read(kind, document, new RecordReader(true));
        return store.inSession(guard.caller(), guard.request(), session -> {
            S named = session.byName(kind, spec);
            return apply(entry, nameOf(kind, document, named), named, session, guard);
        });
    }

    private <S extends Record> Outcome<S> apply(
            Kinds.Entry<S> entry, String name, S spec, StoreSession session, Guard guard) {
        Kind<S> kind = entry.kind();
        Optional<Resource<S>> found = session.findSame(kind, name, spec)
                .filter(same -> !entry.provider().ended(same));
        if (found.isEmpty()) {
            guard.create(kind, name, spec);
            Resource<S> created = insert(entry, name, spec, session);
            return new Outcome<>(kind, "created", members(kind), Optional.empty(), shown(entry, created, session));
        }
        Resource<S> before = session.lock(kind, found.get().id());
        guard.change(kind, before);
        Resource<S> shown = shown(entry, before, session);
        if (kind.description().immutable()) {
            return new Outcome<>(kind, "skipped", List.of(), Optional.of(shown), shown);
        }
        Resource<S> after = replace(entry, before, shown, spec, session);
        Resource<S> seen = shown(entry, after, session);
        String result = after.version() == before.version() ? "unchanged" : "configured";
        return new Outcome<>(kind, result, changes(kind, before, after, shown, seen), Optional.of(shown), seen);
    }

    /** What a delete did; {@code kept} shows the resource when the kind made something else of it, such as a reset. */
    record Deleted(Resource<?> resource, Optional<ObjectNode> kept) {}

    <S extends Record> Deleted delete(Kinds.Entry<S> entry, String idOrName, Guard guard) {
        Kind<S> kind = entry.kind();
        Resource<S> resource =
                store.find(kind.description(), idOrName).orElseThrow(() -> StoreSession.unknown(kind, idOrName));
        guard.delete(kind, resource);
        if (!guard.request().dryRun()) {
            entry.provider().beforeDelete(resource, store);
        }
        return store.inSession(guard.caller(), guard.request(), session -> {
            // Stopping it may have removed the row already, as it does for instances.
            if (session.find(kind.description(), resource.id()).isEmpty()) {
                return new Deleted(resource, Optional.empty());
            }
            Resource<S> locked = session.lock(kind, resource.id());
            if (entry.provider().onDelete(locked, session)) {
                session.delete(kind.description(), resource.id());
                return new Deleted(resource, Optional.empty());
            }
            Resource<S> kept = session.lock(kind, resource.id());
            return new Deleted(kept, Optional.of(Documents.raw(kind, shown(entry, kept, session))));
        });
    }

    private <S extends Record> Resource<S> insert(Kinds.Entry<S> entry, String name, S spec, StoreSession session) {
        S checked = entry.provider().check(name, spec, Optional.empty(), session);
        Resource<S> resource = session.create(entry.kind().description(), name, checked);
        entry.provider().afterWrite(resource, session);
        return resource;
    }

    private <S extends Record> Resource<S> replace(
            Kinds.Entry<S> entry, Resource<S> before, Resource<S> shown, S spec, StoreSession session) {
        S kept = keepOutput(entry.kind(), before, spec);
        S checked = entry.provider().check(before.name(), kept, Optional.of(before), session);
        if (sameDocument(entry.kind(), before.spec(), shown.spec(), checked)) {
            return before;
        }
        Resource<S> after = session.write(entry.kind(), before, checked);
        entry.provider().afterWrite(after, session);
        return after;
    }

    private static <S extends Record> boolean sameDocument(Kind<S> kind, S stored, S shown, S other) {
        return kind.schema().members().stream()
                .filter(m -> !m.computed())
                .allMatch(m -> Objects.equals(
                        kind.schema().value(m, m.linked() ? shown : stored),
                        kind.schema().value(m, other)));
    }

    /** By what is stored, because what is shown may be masked; by what is shown where that is kept elsewhere. */
    private static <S extends Record> List<String> changes(
            Kind<S> kind, Resource<S> before, Resource<S> after, Resource<S> shown, Resource<S> seen) {
        return kind.schema().members().stream()
                .filter(Member::writable)
                .filter(m -> !Objects.equals(
                        kind.schema().value(m, m.linked() ? shown.spec() : before.spec()),
                        kind.schema().value(m, m.linked() ? seen.spec() : after.spec())))
                .map(Member::name)
                .collect(Collectors.toList());
    }

    private static List<String> members(Kind<?> kind) {
        return kind.schema().members().stream()
                .filter(Member::writable)
                .map(Member::name)
                .toList();
    }

    /** Members that only the server writes keep their value, whatever the document says. */
    private static <S extends Record> S keepOutput(Kind<S> kind, Resource<S> before, S spec) {
        List<@org.jspecify.annotations.Nullable Object> values = new ArrayList<>();
        for (Member member : kind.schema().members()) {
            values.add(kind.schema().value(member, member.output() ? before.spec() : spec));
        }
        return kind.cast(kind.schema().newInstance(values));
    }

    private static <S extends Record> Resource<S> shown(
            Kinds.Entry<S> entry, Resource<S> resource, StoreSession session) {
        return resource.with(entry.provider().present(resource, session));
    }

    private static <S extends Record> S read(Kind<S> kind, ObjectNode document, RecordReader reader) {
        ObjectNode members = document.deepCopy();
        members.remove(READ_ONLY_KEYS);
        members.remove(kind.revision());
        if (!kind.named() && kind.schema().member("name").isEmpty()) {
            members.remove("name");
        }
        return kind.cast(reader.read(kind.schema(), members, kind.envelope()));
    }

    private static String nameOf(Kind<?> kind, ObjectNode document, Record spec) {
        if (kind.description().naming() instanceof Naming.Composed composed) {
            return composed.members().stream()
                    .map(m -> String.valueOf(
                            kind.schema().value(kind.schema().member(m).orElseThrow(), spec)))
                    .collect(Collectors.joining("/"));
        }
        Naming naming = kind.description().naming();
        String pattern = naming instanceof Naming.Named n ? n.pattern() : ((Naming.Scoped) naming).pattern();
        String meaning = naming instanceof Naming.Named n ? n.meaning() : ((Naming.Scoped) naming).meaning();
        String key = kind.key().orElseThrow();
        JsonNode name = document.path(key);
        if (!name.isTextual()) {
            throw RecordReader.invalid(List.of(new Violation(key, "is required and must be a string")));
        }
        String text = naming instanceof Naming.Named named ? named.stored(name.textValue()) : name.textValue();
        if (!text.matches(pattern)) {
            throw RecordReader.invalid(List.of(new Violation(
                    key,
                    "'" + RecordReader.shorten(text) + "' is not allowed; expected " + meaning + " (" + pattern
                            + ")")));
        }
        if (Ids.isId(text)) {
            throw RecordReader.invalid(
                    List.of(new Violation(key, "'" + text + "' has the shape of an id; choose another")));
        }
        return text;
    }

    private static void checkVersion(
            Kind<?> kind, Resource<?> before, @org.jspecify.annotations.Nullable JsonNode version) {
        if (version == null || version.isNull()) {
            return;
        }
        if (!version.canConvertToInt() || !version.isIntegralNumber()) {
            throw RecordReader.invalid(List.of(new Violation(
                    kind.revision(), "expected integer, found " + RecordReader.shorten(version.toString()))));
        }
        if (version.intValue() != before.version()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    kind.description().name() + " '" + before.name() + "' is at version " + before.version()
                            + ", the request is based on version " + version + "; read it again and repeat");
        }
    }

    private static void requireWritable(Kinds.Entry<?> entry) {
        if (entry.kind().description().readOnly()) {
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED,
                    entry.kind().description().plural() + " are made by the server and can only be read and deleted");
        }
    }

    private static void requireMutable(Kinds.Entry<?> entry) {
        if (entry.kind().description().immutable()) {
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED,
                    entry.kind().description().plural() + " never change; delete it and create another");
        }
    }
}
