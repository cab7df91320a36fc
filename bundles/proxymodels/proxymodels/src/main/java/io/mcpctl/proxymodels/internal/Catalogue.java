package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.gateway.api.ProjectRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All proxy models by name: those that are code, then those that are pipelines. */
@Component(service = Catalogue.class)
public final class Catalogue {
    /** Has the hooks through which contents reach pipelines. */
    static final String PIPELINE_HOOKS = "content-pipeline";

    private final ModelDirectory plugins;
    private final Pipelines pipelines;
    private volatile Known known = new Known(-1, -1, new ConcurrentHashMap<>());

    /** What was found for one state of plug-ins and files; at most as many as there are of them. */
    private record Known(long plugins, long files, Map<String, Model> models) {}

    @Activate
    public Catalogue(@Reference ModelDirectory plugins, @Reference Pipelines pipelines) {
        this.plugins = plugins;
        this.pipelines = pipelines;
    }

    /** The model of that name; one that cannot be used says why in its resolution. Empty when nobody knows the name. */
    Optional<Model> find(String name) {
        Known now = current();
        Model model = now.models().get(name);
        if (model != null) {
            return Optional.of(model);
        }
        Optional<Model> found = look(name);
        found.ifPresent(one -> now.models().put(name, one));
        return found;
    }

    /** Looks again: a plug-in of the name may have been exchanged for another one in this moment. */
    Optional<Model> refresh(String name) {
        known = new Known(-1, -1, new ConcurrentHashMap<>());
        return find(name);
    }

    private Known current() {
        Known now = known;
        long pluginsNow = plugins.version();
        long filesNow = pipelines.version();
        if (now.plugins() != pluginsNow || now.files() != filesNow) {
            now = new Known(pluginsNow, filesNow, new ConcurrentHashMap<>());
            known = now;
        }
        return now;
    }

    private Optional<Model> look(String name) {
        if (name.equals(ProjectRules.NONE)) {
            return Optional.empty();
        }
        if (plugins.declared(name).isPresent()) {
            return Optional.of(new Model(
                    Resolution.of(name, plugins::declared),
                    pipelines.find("default").orElse(Pipeline.DEFAULT)));
        }
        return pipelines.find(name).map(pipeline -> new Model(resolution(pipeline), pipeline));
    }

    /** Its controller's hooks, and for contents those that belong to pipelines. */
    private Resolution resolution(Pipeline pipeline) {
        Resolution contents = Resolution.of(PIPELINE_HOOKS, plugins::declared);
        Resolution none = new Resolution(pipeline.name(), List.of(), Map.of(), Optional.empty());
        return pipeline.controller()
                .map(controller -> none.filledBy(Resolution.of(controller, plugins::declared)))
                .orElse(none)
                .filledBy(contents);
    }

    /** All names there are, sorted. */
    TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>(plugins.names());
        pipelines.files().values().forEach(file -> file.pipeline().ifPresent(one -> names.add(one.name())));
        return names;
    }
}
