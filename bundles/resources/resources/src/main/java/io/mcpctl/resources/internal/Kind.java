package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind with its schema, and the SQL that follows from both. */
final class Kind<S extends Record> {
    /** Scope of what is in none. */
    static final String GLOBAL = "global";

    private final ResourceKind<S> description;
    private final RecordSchema schema;
    private final List<Member> columns;
    private final Optional<String> key;
    private final Set<String> envelope;
    private final String revision;

    Kind(ResourceKind<S> description) {
        this.description = description;
        this.schema = new RecordSchema(description.spec());
        this.columns = schema.members().stream().filter(Member::stored).toList();
        this.key = key(description.naming());
        this.envelope = key.map(word -> Set.of("kind", word)).orElse(Set.of("kind"));
        this.revision = schema.member("version").isPresent() ? "revision" : "version";
    }

    /** What documents call the count of changes: {@code version}, unless the kind has a member of that name. */
    String revision() {
        return revision;
    }

    ResourceKind<S> description() {
        return description;
    }

    RecordSchema schema() {
        return schema;
    }

    /** Members with a column, in the order of every statement. */
    List<Member> columns() {
        return columns;
    }

    /** Member and column of the name; empty when it is composed of references. */
    Optional<String> key() {
        return key;
    }

    private static Optional<String> key(Naming naming) {
        return switch (naming) {
            case Naming.Named named -> Optional.of(named.key());
            case Naming.Scoped scoped -> Optional.of("name");
            case Naming.Composed composed -> Optional.empty();
        };
    }

    /** A name as it is stored. */
    String storedName(String name) {
        return description.naming() instanceof Naming.Named named ? named.stored(name) : name;
    }

    boolean named() {
        return key.isPresent();
    }

    /** References that are part of the name: those a name is unique in, or composed of. */
    List<Member> scopes() {
        List<String> names =
                switch (description.naming()) {
                    case Naming.Named named -> List.of();
                    case Naming.Scoped scoped -> scoped.scopes();
                    case Naming.Composed composed -> composed.members();
                };
        return names.stream().map(name -> schema.member(name).orElseThrow()).toList();
    }

    /** Keys of a document that are no members of the spec. */
    Set<String> envelope() {
        return envelope;
    }

    /** Whether its name is unique in a scope only, and rules speak of the name alone. */
    boolean isScopedByName() {
        return description.naming() instanceof Naming.Scoped
                && description.rules().member().equals("name");
    }

    /** The name that rules speak of. */
    String ruleName(Resource<?> resource) {
        String member = description.rules().member();
        if (member.equals("name") || schema.member(member).isEmpty()) {
            return resource.name();
        }
        return text(schema.member(member).orElseThrow(), resource.spec()).orElse("");
    }

    /**
     * That name, and for a name that is unique in a scope also {@code <scope>/<name>}: rules may say either. The scope of
     * those in none is called {@code global}.
     */
    List<String> ruleNames(Resource<?> resource) {
        List<String> names = new ArrayList<>(List.of(ruleName(resource)));
        if (isScopedByName()) {
            List<String> scopes = scopes().stream()
                    .flatMap(member -> text(member, resource.spec()).stream())
                    .toList();
            (scopes.isEmpty() ? List.of(GLOBAL) : scopes).forEach(scope -> names.add(scope + "/" + resource.name()));
        }
        return names;
    }

    /** Text of a member, such as the name of what it refers to. */
    Optional<String> text(Member member, Record spec) {
        Object value = schema.value(member, spec);
        Object present = value instanceof Optional<?> optional ? optional.orElse(null) : value;
        return Optional.ofNullable(present).map(String::valueOf);
    }

    S cast(Record spec) {
        return description.spec().cast(spec);
    }

    Resource<S> cast(Resource<?> resource) {
        return resource.with(cast(resource.spec()));
    }
}
