package io.mcpctl.proxymodels.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A model with its parents.
 *
 * @param lineage the model and all it inherits from, parents first
 * @param hooks whose hook counts
 * @param error why it cannot be used
 */
record Resolution(String name, List<String> lineage, Map<Hook, String> hooks, Optional<String> error) {
    Resolution {
        lineage = List.copyOf(lineage);
        hooks = Map.copyOf(hooks);
    }

    /** Follows the parents of a model. */
    static Resolution of(String name, Function<String, Optional<Declared>> declared) {
        return of(name, List.of(), declared);
    }

    private static Resolution of(String name, List<String> path, Function<String, Optional<Declared>> declared) {
        List<String> chain = new ArrayList<>(path);
        chain.add(name);
        if (path.contains(name)) {
            return failed(name, "inherits itself: " + String.join(" -> ", chain));
        }
        Optional<Declared> found = declared.apply(name);
        if (found.isEmpty()) {
            return failed(
                    name,
                    path.isEmpty()
                            ? "is not installed"
                            : "is not installed, but \"" + path.getLast() + "\" inherits from it");
        }
        return merge(found.get(), chain, declared);
    }

    private static Resolution merge(Declared model, List<String> chain, Function<String, Optional<Declared>> declared) {
        Set<String> lineage = new LinkedHashSet<>();
        Map<Hook, String> hooks = new EnumMap<>(Hook.class);
        for (String parent : model.parents()) {
            Resolution inherited = of(parent, chain, declared);
            if (inherited.error().isPresent()) {
                return new Resolution(
                        model.name(),
                        List.of(),
                        Map.of(),
                        Optional.of("needs \"" + parent + "\", which "
                                + inherited.error().get()));
            }
            lineage.addAll(inherited.lineage());
            for (Map.Entry<Hook, String> hook : inherited.hooks().entrySet()) {
                String other = hooks.putIfAbsent(hook.getKey(), hook.getValue());
                boolean conflict = other != null && !other.equals(hook.getValue());
                if (conflict && !model.own().contains(hook.getKey())) {
                    return failed(
                            model.name(),
                            "inherits " + hook.getKey() + " from both \"" + other + "\" and \"" + hook.getValue()
                                    + "\"; it has to define " + hook.getKey() + " itself");
                }
            }
        }
        lineage.add(model.name());
        model.own().forEach(hook -> hooks.put(hook, model.name()));
        return new Resolution(model.name(), List.copyOf(lineage), hooks, Optional.empty());
    }

    private static Resolution failed(String name, String why) {
        return new Resolution(name, List.of(), Map.of(), Optional.of(why));
    }

    /** The same with hooks of another model where this one has none. */
    Resolution filledBy(Resolution other) {
        if (error.isPresent() || other.error.isPresent()) {
            return error.isPresent() ? this : failed(name, "needs \"" + other.name + "\", which " + other.error.get());
        }
        Set<String> all = new LinkedHashSet<>(lineage);
        all.addAll(other.lineage);
        Map<Hook, String> merged = new EnumMap<>(Hook.class);
        merged.putAll(other.hooks);
        merged.putAll(hooks);
        return new Resolution(name, List.copyOf(all), merged, Optional.empty());
    }
}
