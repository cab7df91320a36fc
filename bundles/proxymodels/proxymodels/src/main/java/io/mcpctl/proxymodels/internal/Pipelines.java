package io.mcpctl.proxymodels.internal;

import io.mcpctl.problem.api.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipelines in a folder, one YAML file each. One that cannot be read leaves its last good version in use.
 */
@Component(service = Pipelines.class, configurationPid = "io.mcpctl.proxymodels")
@Designate(ocd = Pipelines.Config.class)
public final class Pipelines {
    private static final Logger LOG = LoggerFactory.getLogger(Pipelines.class);
    private static final long MAX_BYTES = 256 * 1024;

    private final FolderWatch watch;
    private final AtomicLong changes = new AtomicLong();
    private volatile Loaded loaded = new Loaded(Map.of(), Map.of());

    /** Configuration of proxy models. */
    @ObjectClassDefinition(name = "Proxy models")
    public @interface Config {
        @AttributeDefinition(description = "Home folder of the daemon; set by the daemon itself.")
        String home() default "";

        @AttributeDefinition(description = "Folder of pipelines; empty = proxymodels in the home folder.")
        String folder() default "";
    }

    /** One file: its last good version, and what is wrong with the present one. */
    record Entry(Optional<Pipeline> pipeline, Optional<String> error) {}

    /** {@code files} by file name, {@code byName} by name of the pipeline. */
    private record Loaded(Map<String, Entry> files, Map<String, Pipeline> byName) {}

    @Activate
    public Pipelines(Config config) {
        this(config.folder().isEmpty() ? Path.of(config.home(), "proxymodels") : Path.of(config.folder()));
    }

    Pipelines(Path folder) {
        this.watch = new FolderWatch(folder, Pipelines::isPipeline, this::read);
        watch.begin();
    }

    Optional<Pipeline> find(String name) {
        return Optional.ofNullable(loaded.byName().get(name));
    }

    /** All files with what became of them, by file name. */
    Map<String, Entry> files() {
        return loaded.files();
    }

    /** Changes whenever a pipeline does. */
    long version() {
        return changes.get();
    }

    /** Reads the folder now. */
    void look() {
        watch.look();
    }

    private static boolean isPipeline(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private void read(Map<Path, FolderWatch.Stamp> stamps) {
        Map<String, Entry> files = new LinkedHashMap<>();
        Map<String, Pipeline> byName = new LinkedHashMap<>();
        for (Path file : stamps.keySet()) {
            String name = String.valueOf(file.getFileName());
            Entry entry = read(file, Optional.ofNullable(loaded.files().get(name)));
            if (entry.pipeline().isPresent()) {
                Pipeline pipeline = entry.pipeline().get();
                Pipeline first = byName.putIfAbsent(pipeline.name(), pipeline);
                if (first != null) {
                    entry = failed(
                            name,
                            Optional.empty(),
                            name + ": the name \"" + pipeline.name() + "\" is taken by " + first.source());
                }
            }
            files.put(name, entry);
        }
        loaded = new Loaded(Map.copyOf(files), Map.copyOf(byName));
        changes.incrementAndGet();
    }

    private static Entry read(Path file, Optional<Entry> before) {
        String name = file.getFileName().toString();
        Optional<Pipeline> last = before.flatMap(Entry::pipeline);
        try {
            if (Files.size(file) > MAX_BYTES) {
                return failed(name, last, name + ": larger than " + MAX_BYTES + " bytes");
            }
            return new Entry(Optional.of(PipelineReader.read(name, Files.readString(file))), Optional.empty());
        } catch (ProblemException e) {
            return failed(name, last, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(name, last, name + ": cannot be read: " + e);
        }
    }

    private static Entry failed(String file, Optional<Pipeline> last, String why) {
        LOG.atWarn().addKeyValue("file", file).addKeyValue("reason", why).log("pipeline not loaded");
        return new Entry(last, Optional.of(why));
    }

    /** Names of stages that pipelines use. */
    static List<String> stages(Pipeline pipeline) {
        return pipeline.steps().stream().map(Pipeline.Step::type).toList();
    }

    @Deactivate
    void deactivate() {
        watch.close();
    }
}
