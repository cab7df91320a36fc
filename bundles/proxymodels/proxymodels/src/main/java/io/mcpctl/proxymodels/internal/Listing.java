package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final StageFiles files;

    @Activate
    public Listing(
            @Reference Catalogue catalogue,
            @Reference ModelDirectory plugins,
            @Reference Pipelines pipelines,
            @Reference StageDirectory stages,
            @Reference StageFiles files) {
        this.catalogue = catalogue;
        this.plugins = plugins;
        this.pipelines = pipelines;
        this.stages = stages;
        this.files = files;
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
            Pipelines.stages(model.pipeline()).stream()
                    .distinct()
                    .map(this::troubles)
                    .forEach(errors::addAll);
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

    /** What is wrong with a stage that a model uses. */
    private List<String> troubles(String stage) {
        List<String> ofFiles = files.files().values().stream()
                .filter(entry -> entry.file().stage().equals(stage))
                .flatMap(entry -> entry.error().stream())
                .toList();
        return ofFiles.isEmpty() && !stages.names().contains(stage)
                ? List.of(Plugin.stage(stage).sentence("is not installed"))
                : ofFiles;
    }

    /** Every stage and every file of one, those that cannot be used with the reason. */
    String stages() {
        List<String> rows = new ArrayList<>();
        for (String name : stages.names()) {
            if (stages.isOfBundle(name)) {
                Map<String, String> row = new TreeMap<>(
                        Map.of("name", quoted(name), "source", quoted("bundle"), "active", "true", "errors", "[]"));
                stages.lastFailure(name).ifPresent(failure -> tell(failure, row));
                rows.add(object(row));
            }
        }
        new TreeMap<>(files.files()).values().forEach(entry -> rows.add(row(entry)));
        return array(rows);
    }

    private String row(StageFiles.Entry entry) {
        StageFile file = entry.file();
        boolean shadowed = stages.isOfBundle(file.stage());
        List<String> errors = new ArrayList<>(entry.error().stream().toList());
        if (shadowed) {
            errors.add(file.file() + " is shadowed: there is a stage of this name in a bundle");
        }
        Map<String, String> row = new TreeMap<>(Map.of(
                "name", quoted(file.stage()),
                "source", quoted("file"),
                "file", quoted(file.file()),
                "language", quoted(file.extension()),
                "active", Boolean.toString(entry.active().isPresent() && !shadowed),
                "shadowed", Boolean.toString(shadowed),
                "errors", texts(errors)));
        if (entry.active().isPresent() && !shadowed) {
            stages.lastFailure(file.stage()).ifPresent(failure -> tell(failure, row));
        }
        left(file.file(), row);
        return object(row);
    }

    private void left(String file, Map<String, String> row) {
        int inMemory = files.remains().inMemory(file);
        List<String> threads = files.remains().threads(file);
        if (inMemory > 0) {
            row.put("formerInMemory", Integer.toString(inMemory));
        }
        if (!threads.isEmpty()) {
            row.put("threadsLeft", texts(threads));
        }
    }

    private static void tell(StageDirectory.Failure failure, Map<String, String> row) {
        row.put("lastFailure", quoted(failure.sentence()));
        row.put("lastFailureAt", quoted(failure.at().toString()));
    }

    /** Reads the folders of pipelines and stages now. */
    String reload() {
        files.look();
        pipelines.look();
        List<String> errors = Stream.concat(
                        files.files().values().stream().map(StageFiles.Entry::error),
                        pipelines.files().values().stream().map(Pipelines.Entry::error))
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        int all = files.files().size() + pipelines.files().size();
        Map<String, String> row = new LinkedHashMap<>();
        row.put("loaded", Integer.toString(all - errors.size()));
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
