package io.mcpctl.resources.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The description of one kind. Immutable. The members of {@code spec} (with {@link Doc}, {@link Default},
 * {@link Range}, {@link Match}, {@link Ref}, {@link Computed}, {@link Output}) are the schema; nested records, enums,
 * {@code Optional}, {@code List}, {@code Map<String, ...>}, strings, numbers, booleans and {@code Instant} are known.
 *
 * @param name singular, as in documents: {@code server}
 * @param plural as in URLs: {@code servers}
 * @param aliases further words of the command line
 * @param table database table; a member {@code packageName} is column {@code package_name}, a {@link Ref} member
 *     {@code server} is column {@code server_id}, structured members are JSON columns
 * @param spec record type of the members
 * @param naming how resources of the kind are named
 * @param columns of tables, the identifying one first
 * @param applyOrder documents of lower kinds are applied first
 * @param readOnly true when users can neither create nor change resources of the kind, only delete them
 * @param doc one paragraph for {@code explain}
 */
public record ResourceKind<S extends Record>(
        String name,
        String plural,
        List<String> aliases,
        String table,
        Class<S> spec,
        Naming naming,
        List<Column> columns,
        int applyOrder,
        boolean readOnly,
        String doc) {

    public ResourceKind {
        aliases = List.copyOf(aliases);
        columns = List.copyOf(columns);
    }

    /** How a resource is named. */
    public sealed interface Naming {
        /** A {@code name} member that matches {@code pattern}, unique in the kind. */
        record Named(String pattern, String meaning) implements Naming {}

        /** By the values of {@link Ref} members, joined with {@code /}; there is no name column. */
        record Composed(List<String> members) implements Naming {
            public Composed {
                members = List.copyOf(members);
            }
        }
    }

    /** Names of most kinds. */
    public static final Naming NAME = new Naming.Named(
            "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?",
            "lower-case letters, digits, '.', '_' and '-', at most 100 characters, first and last a letter or digit");

    /** Names that become host names. */
    public static final Naming LABEL = new Naming.Named(
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
            "lower-case letters, digits and '-', at most 63 characters, first and last a letter or digit");

    /**
     * A column of a table.
     *
     * @param heading upper case, without spaces
     * @param member path of a member such as {@code healthCheck.tool}; {@code name} and {@code age} are always known
     * @param wide shown only with {@code -o wide}
     */
    public record Column(String heading, String member, boolean wide) {}

    public static <S extends Record> Builder<S> of(String name, String plural, Class<S> spec) {
        return new Builder<>(name, plural, spec);
    }

    /** Collects a description; not safe for concurrent use. */
    public static final class Builder<S extends Record> {
        private final String name;
        private final String plural;
        private final Class<S> spec;
        private final List<String> aliases = new ArrayList<>();
        private final List<Column> columns = new ArrayList<>();
        private String table;
        private Naming naming = NAME;
        private int applyOrder = 100;
        private boolean readOnly;
        private String doc = "";

        private Builder(String name, String plural, Class<S> spec) {
            this.name = name;
            this.plural = plural;
            this.spec = spec;
            this.table = plural;
        }

        public Builder<S> aliases(String... words) {
            aliases.addAll(List.of(words));
            return this;
        }

        public Builder<S> table(String table) {
            this.table = table;
            return this;
        }

        public Builder<S> naming(Naming naming) {
            this.naming = naming;
            return this;
        }

        public Builder<S> column(String heading, String member) {
            columns.add(new Column(heading, member, false));
            return this;
        }

        public Builder<S> wideColumn(String heading, String member) {
            columns.add(new Column(heading, member, true));
            return this;
        }

        public Builder<S> applyOrder(int order) {
            this.applyOrder = order;
            return this;
        }

        public Builder<S> readOnly() {
            this.readOnly = true;
            return this;
        }

        public Builder<S> doc(String doc) {
            this.doc = doc;
            return this;
        }

        public ResourceKind<S> build() {
            return new ResourceKind<>(name, plural, aliases, table, spec, naming, columns, applyOrder, readOnly, doc);
        }
    }
}
