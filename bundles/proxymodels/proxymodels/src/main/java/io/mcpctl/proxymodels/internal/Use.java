package io.mcpctl.proxymodels.internal;

import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A model for the time of one request: its plug-ins stay until it is closed. */
final class Use implements AutoCloseable {
    private final Model model;
    private final Map<String, ProxyModelPlugin> plugins = new LinkedHashMap<>(4);
    private final List<Lease<ProxyModelPlugin>> leases = new ArrayList<>(2);

    private Use(Model model) {
        this.model = model;
    }

    /** @throws ProblemException of kind INTERNAL when it is missing or cannot be used */
    static Use of(String name, String project, Catalogue catalogue, ModelDirectory directory) {
        Use use = of(name, project, catalogue.find(name), catalogue, directory);
        if (use.isWhole()) {
            return use;
        }
        use.close();
        return of(name, project, catalogue.refresh(name), catalogue, directory);
    }

    private static Use of(
            String name, String project, Optional<Model> found, Catalogue catalogue, ModelDirectory directory) {
        Model model =
                found.orElseThrow(() -> unusable(name, project, "is not installed; known are " + catalogue.names()));
        if (model.resolution().error().isPresent()) {
            throw unusable(name, project, model.resolution().error().get());
        }
        Use use = new Use(model);
        for (String one : model.resolution().lineage()) {
            Optional<Lease<ProxyModelPlugin>> lease = directory.lease(one);
            if (lease.isEmpty()) {
                use.close();
                throw unusable(name, project, "needs \"" + one + "\", which was removed just now");
            }
            use.leases.add(lease.get());
            use.plugins.put(one, lease.get().provider());
        }
        return use;
    }

    /** False when a successor, which came in between, has not the hooks that were found before. */
    private boolean isWhole() {
        for (Map.Entry<Hook, String> hook : model.resolution().hooks().entrySet()) {
            ProxyModelPlugin owner = plugins.get(hook.getValue());
            if (owner == null || !hook.getKey().isOf(owner)) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException unusable(String name, String project, String why) {
        return new ProblemException(
                ProblemKind.INTERNAL, "proxy model \"" + name + "\" of project \"" + project + "\" " + why);
    }

    Model model() {
        return model;
    }

    /** The plug-ins, parents first. */
    Map<String, ProxyModelPlugin> plugins() {
        return plugins;
    }

    /** Who has a hook. */
    Optional<String> owner(Hook hook) {
        return Optional.ofNullable(model.resolution().hooks().get(hook));
    }

    /** A hook as its owner implements it. */
    <H> H hook(String owner, Class<H> type) {
        return type.cast(Objects.requireNonNull(plugins.get(owner)));
    }

    @Override
    public void close() {
        leases.forEach(Lease::close);
    }
}
