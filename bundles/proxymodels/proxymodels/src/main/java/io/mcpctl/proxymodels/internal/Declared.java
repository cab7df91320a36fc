package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a model says about itself; holds nothing of the plug-in.
 *
 * @param own hooks that it has itself
 */
record Declared(String name, List<String> parents, String description, Set<Hook> own) {
    Declared {
        parents = List.copyOf(parents);
        own = Set.copyOf(own);
    }

    static Declared of(String name, ProxyModelPlugin plugin, Map<String, Object> properties) {
        List<String> parents =
                switch (properties.get("proxymodel.parents")) {
                    case String[] many -> List.of(many);
                    case String one -> List.of(one);
                    case null, default -> List.of();
                };
        String description = properties.get("proxymodel.description") instanceof String text ? text : "";
        return new Declared(name, parents, description, Hook.of(plugin));
    }
}
