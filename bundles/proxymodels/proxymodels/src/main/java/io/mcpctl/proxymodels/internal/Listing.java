package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.JsonText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What there is of models and stages, as JSON. */
@Component(service = Listing.class)
public final class Listing {
    private final Catalogue catalogue;
    private final ModelDirectory plugins;
    private final Pipelines pipelines;
    private final StageDirectory stages;

    @Activate
    public Listing(
            @Reference Catalogue catalogue,
            @Reference ModelDirectory plugins,
            @Reference Pipelines pipelines,
            @Reference StageDirectory stages) {
        this.catalogue = catalogue;
        this.plugins = plugins;
        this.pipelines = pipelines;
        this.stages = stages;
    }

    /** Every model and every file, those that cannot be used with the reason. */
    String models() {
        List<String> rows = new ArrayList<>();
        catalogue.names().forEach(name -> model(name).ifPresent(rows::add));
        pipelines.files().forEach((file, entry) -> {
            if (entry.pipeline().isEmpty()) {
                rows.add(object(Map.of(
                        "name", quoted(file),
                        "type", quoted("pipeline"),
                        "source", quoted("file"),
                        "errors", texts(entry.error().stream().toList()))));
            }
        });
        return array(rows);
    }

    /** One model with its hooks. */
    Optional<String> model(String name) {
        return catalogue.find(name).map(model -> {
            Optional<Declared> declared = plugins.declared(name);
            List<String> errors = new ArrayList<>();
            model.resolution().error().ifPresent(errors::add);
            pipelines.files().values().forEach(entry -> entry.pipeline()
                    .filter(pipeline -> pipeline.name().equals(name))
                    .ifPresent(pipeline -> {
                        entry.error().ifPresent(errors::add);
                        declared.ifPresent(plugin -> errors.add(
                                pipeline.source() + " is shadowed: there is a proxy model of this name that is code"));
                    }));
            Map<String, String> row = new LinkedHashMap<>();
            row.put("name", quoted(name));
            row.put("type", quoted(declared.isPresent() ? "plugin" : "pipeline"));
            row.put("source", quoted(declared.isPresent() ? "bundle" : "file"));
            row.put("description", quoted(declared.map(Declared::description).orElse("")));
            row.put("extends", texts(declared.map(Declared::parents).orElse(List.of())));
            row.put("stages", texts(Pipelines.stages(model.pipeline())));
            row.put("hooks", hooks(model.resolution().hooks()));
            row.put("errors", texts(errors));
            return object(row);
        });
    }

    String stages() {
        List<String> rows = new ArrayList<>();
        for (String name : stages.names()) {
            rows.add(object(Map.of("name", quoted(name))));
        }
        return array(rows);
    }

    /** Reads the folder of pipelines now. */
    String reload() {
        pipelines.look();
        Collection<Pipelines.Entry> entries = pipelines.files().values();
        List<String> errors =
                entries.stream().flatMap(entry -> entry.error().stream()).toList();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("loaded", Integer.toString(entries.size() - errors.size()));
        row.put("failed", Integer.toString(errors.size()));
        row.put("errors", texts(errors));
        return object(row);
    }

    private static String hooks(Map<Hook, String> hooks) {
        Map<String, String> owners = new TreeMap<>();
        hooks.forEach((hook, owner) -> owners.put(hook.name(), quoted(owner)));
        return object(owners);
    }

    private static String quoted(String text) {
        return JsonText.quote(text);
    }

    private static String texts(List<String> texts) {
        return array(texts.stream().map(JsonText::quote).toList());
    }

    private static String array(List<String> values) {
        return '[' + String.join(",", values) + ']';
    }

    static String object(Map<String, String> members) {
        List<String> written = new ArrayList<>();
        new TreeMap<>(members).forEach((key, value) -> written.add(JsonText.quote(key) + ':' + value));
        return '{' + String.join(",", written) + '}';
    }
}
