package io.mcpctl.resources.api;

import io.mcpctl.identity.api.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
 * @param immutable true when users create and delete resources of the kind, but never change them
 * @param rules which permission its routes need
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
        boolean immutable,
        Rules rules,
        String doc) {

    public ResourceKind {
        aliases = List.copyOf(aliases);
        columns = List.copyOf(columns);
    }

    /**
     * Which permission the routes of a kind need.
     *
     * @param resource word in rules, such as {@code servers}
     * @param member member whose value is the name in rules: {@code name}, or for an instance {@code server}
     * @param write action that create, change and delete need, when it is one for all of them
     */
    public record Rules(String resource, String member, Optional<Action> write) {}

    /** How a resource is named. */
    public sealed interface Naming {
        /**
         * A name that matches {@code pattern}, unique in the kind.
         *
         * @param key member and column that hold it: {@code name}, for users {@code email}
         * @param meaning the pattern in words
         * @param anyCase whether capitals mean the same; names are stored in lower case then
         */
        record Named(String key, String pattern, String meaning, boolean anyCase) implements Naming {
            public Named(String key, String pattern, String meaning) {
                this(key, pattern, meaning, false);
            }

            /** The name as it is stored. */
            public String stored(String name) {
                return anyCase ? name.toLowerCase(Locale.ROOT) : name;
            }
        }

        /**
         * A {@code name} that is unique among the resources with the same values of the optional {@link Ref} members
         * {@code scopes}. In paths it is written alone, with query parameters of those names where several have it, or
         * as {@code <scope>/<name>}. Of several live and ended ones the newest is meant.
         */
        record Scoped(String pattern, String meaning, List<String> scopes) implements Naming {
            public Scoped {
                scopes = List.copyOf(scopes);
            }
        }

        /** By the values of {@link Ref} members, joined with {@code /}; there is no name column. */
        record Composed(List<String> members) implements Naming {
            public Composed {
                members = List.copyOf(members);
            }
        }
    }

    /** Names of most kinds. */
    public static final Naming NAME = new Naming.Named(
            "name",
            "[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?",
            "lower-case letters, digits, '.', '_' and '-', at most 100 characters, first and last a letter or digit");

    /** Names that become host names. */
    public static final Naming LABEL = new Naming.Named(
            "name",
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
        private boolean immutable;
        private Rules rules;
        private String doc = "";

        private Builder(String name, String plural, Class<S> spec) {
            this.name = name;
            this.plural = plural;
            this.spec = spec;
            this.table = plural;
            this.rules = new Rules(plural, "name", Optional.empty());
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

        public Builder<S> immutable() {
            this.immutable = true;
            return this;
        }

        /** Rules speak of {@code resource} and of the value of {@code member}. */
        public Builder<S> rules(String resource, String member) {
            this.rules = new Rules(resource, member, rules.write());
            return this;
        }

        /** One action permits create, change and delete. */
        public Builder<S> writeAction(Action action) {
            this.rules = new Rules(rules.resource(), rules.member(), Optional.of(action));
            return this;
        }

        public Builder<S> doc(String doc) {
            this.doc = doc;
            return this;
        }

        public ResourceKind<S> build() {
            return new ResourceKind<>(
                    name, plural, aliases, table, spec, naming, columns, applyOrder, readOnly, immutable, rules, doc);
        }
    }
}
