package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind.Naming;
import io.mcpctl.store.api.Database.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The statements that read one kind. What a resource refers to is joined, so that names cost no further statement; the
 * order is by name and does not depend on the database's collation.
 */
final class Listing<S extends Record> {
    private final Kind<S> kind;
    private final Product product;
    private final Map<Member, String> names = new LinkedHashMap<>();
    private final String select;

    Listing(Kind<S> kind, Kinds kinds, Product product) {
        this.kind = kind;
        this.product = product;
        StringBuilder from = new StringBuilder(" from " + kind.description().table() + " t");
        List<String> values = new ArrayList<>(List.of("t.id", "t.version", "t.created_at", "t.updated_at"));
        kind.key().ifPresent(key -> values.add("t." + key));
        for (Member member : kind.columns()) {
            member.ref().ifPresent(word -> join(member, kinds.require(word).kind(), from));
            values.add(expression(member));
        }
        this.select = "select " + String.join(", ", values) + from;
    }

    private void join(Member member, Kind<?> other, StringBuilder from) {
        String alias = "r" + names.size();
        names.put(member, alias + "." + other.key().orElse("id"));
        from.append(" left join " + other.description().table() + " " + alias + " on " + alias + ".id = t."
                + member.column());
    }

    /** Value of a member as it is shown: the name of what it refers to, or its column. */
    String expression(Member member) {
        return names.getOrDefault(member, "t." + member.column());
    }

    /** Names that rules may speak of, see {@link Kind#ruleNames}. */
    List<String> ruleNames() {
        List<String> all = new ArrayList<>(List.of(ruleName()));
        if (kind.isScopedByName()) {
            List<String> scopes = kind.scopes().stream().map(this::expression).toList();
            scopes.forEach(scope -> all.add(scope + " || '/' || t.name"));
            all.add("case when coalesce(" + String.join(", ", scopes) + ") is null then '" + Kind.GLOBAL
                    + "/' || t.name end");
        }
        return all;
    }

    /** As {@link Kind#ruleName}. */
    private String ruleName() {
        return Optional.of(kind.description().rules().member())
                .filter(word -> !word.equals("name"))
                .flatMap(kind.schema()::member)
                .filter(Member::stored)
                .map(this::expression)
                .or(() -> kind.key().map(key -> "t." + key))
                .orElseGet(
                        () -> kind.scopes().stream().map(this::expression).collect(Collectors.joining(" || '/' || ")));
    }

    /** Those that decide the order; their values identify a position in the list. */
    private List<String> order() {
        List<String> order = new ArrayList<>();
        if (kind.named()) {
            order.add("t." + kind.key().orElseThrow() + product.binary());
        } else {
            kind.scopes().forEach(m -> order.add("coalesce(" + expression(m) + ", '')" + product.binary()));
        }
        if (!(kind.description().naming() instanceof Naming.Named)) {
            order.add("t.id");
        }
        return order;
    }

    /** Where a resource stands in the order. */
    ListPosition position(Resource<S> resource) {
        List<String> values = new ArrayList<>();
        if (kind.named()) {
            values.add(resource.name());
        } else {
            kind.scopes().forEach(m -> values.add(kind.text(m, resource.spec()).orElse("")));
        }
        if (!(kind.description().naming() instanceof Naming.Named)) {
            values.add(resource.id());
        }
        return new ListPosition(values);
    }

    /** Reads in no particular order. */
    String unordered(String where) {
        return select + where;
    }

    /** Reads in name order what comes after a position; bound are the conditions' parameters, then the position's. */
    String ordered(List<String> conditions, boolean after, int limit) {
        List<String> order = order();
        List<String> all = new ArrayList<>(conditions);
        if (after) {
            all.add(tuple(order) + " > " + tuple(order.stream().map(o -> "?").toList()));
        }
        return select + (all.isEmpty() ? "" : " where " + String.join(" and ", all)) + " order by "
                + String.join(", ", order) + (limit == Integer.MAX_VALUE ? "" : " limit " + limit);
    }

    private static String tuple(List<String> values) {
        return values.size() == 1 ? values.getFirst() : "(" + String.join(", ", values) + ")";
    }

    /** How many values a position has. */
    static int positionSize(Kind<?> kind) {
        return switch (kind.description().naming()) {
            case Naming.Named named -> 1;
            case Naming.Scoped scoped -> 2;
            case Naming.Composed composed -> composed.members().size() + 1;
        };
    }
}
