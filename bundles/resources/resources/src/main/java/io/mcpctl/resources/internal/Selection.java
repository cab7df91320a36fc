package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.Scope;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which resources of a kind a reader asked for: {@code ?server=web} (name or id of what a member refers to),
 * {@code ?status=RUNNING} (value of an enum), {@code ?scope=global} (of kinds with scopes: in none).
 *
 * @param values required text of each member; empty for none at all
 */
record Selection(Map<Member, String> values) {
    static final Selection ALL = new Selection(Map.of());

    Selection {
        values = new LinkedHashMap<>(values);
    }

    /** @param names the name of a resource from the singular of its kind and its name or id; absent when unknown */
    static Selection of(Kind<?> kind, Function<String, Optional<String>> query, Names names) {
        Map<Member, String> values = new LinkedHashMap<>();
        boolean global = kind.description().naming() instanceof Naming.Scoped
                && query.apply("scope").equals(Optional.of("global"));
        if (global) {
            kind.scopes().forEach(member -> values.put(member, ""));
        }
        for (Member member : kind.columns()) {
            if (member.ref().isPresent()) {
                query.apply(member.name())
                        .or(() -> query.apply(member.name() + "Id"))
                        .ifPresent(text -> values.put(
                                member, names.of(member.ref().get(), text).orElse("\0")));
            } else if (member.shape() instanceof Shape.Choice choice && !member.hidden()) {
                query.apply(member.name()).ifPresent(text -> values.put(member, known(member, choice, text)));
            }
        }
        return new Selection(values);
    }

    /** Finds names of resources. */
    interface Names {
        Optional<String> of(String kind, String nameOrId);
    }

    private static String known(Member member, Shape.Choice choice, String text) {
        if (!choice.values().contains(text)) {
            throw RecordReader.invalid(List.of(new Violation(
                    member.name(),
                    "'" + Texts.shorten(text) + "' is not allowed; expected " + String.join(", ", choice.values()))));
        }
        return text;
    }

    /** Whether nothing can be selected, since something unknown was asked for. */
    boolean isNone() {
        return values.containsValue("\0");
    }

    boolean includes(Kind<?> kind, Resource<?> resource) {
        return values.entrySet().stream()
                .allMatch(e -> kind.text(e.getKey(), resource.spec()).orElse("").equals(e.getValue()));
    }

    /** Conditions of the statement that selects what is both asked for and permitted. */
    <S extends Record> Conditions conditions(Listing<S> listing, Scope scope) {
        List<String> texts = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        values.forEach((member, value) -> {
            if (value.isEmpty()) {
                texts.add("t." + member.column() + " is null");
            } else {
                texts.add(listing.expression(member) + " = ?");
                parameters.add(value);
            }
        });
        if (!scope.all()) {
            String[] names = scope.names().stream().filter(Texts::isStorable).toArray(String[]::new);
            List<String> either =
                    listing.ruleNames().stream().map(name -> name + " = any(?)").toList();
            either.forEach(one -> parameters.add(names));
            texts.add("(" + String.join(" or ", either) + ")");
        }
        return new Conditions(texts, parameters);
    }

    /** Parts of a where clause and the values of their placeholders: texts, or arrays of texts. */
    record Conditions(List<String> texts, List<Object> parameters) {
        static final Conditions NONE = new Conditions(List.of(), List.of());
    }
}
