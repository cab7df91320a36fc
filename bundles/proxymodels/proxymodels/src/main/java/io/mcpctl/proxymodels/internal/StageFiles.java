package io.mcpctl.proxymodels.internal;

import io.mcpctl.problem.api.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stages in a folder, one source file each. A new version takes the calls once it is loaded, and the one before ends when its
 * calls do; a version that cannot be loaded leaves the last good one in use. Bundles come before files.
 */
@Component(service = StageFiles.class, immediate = true, configurationPid = "io.mcpctl.stages")
@Designate(ocd = StageFiles.Config.class)
public final class StageFiles {
    /** Stands for all files that no stage was made of. */
    private static final String WITHOUT_STAGE = "";

    private static final Logger LOG = LoggerFactory.getLogger(StageFiles.class);
    /** How long a change waits for the calls of a version that goes; longer ones end by themselves. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final StageDirectory stages;
    private final LanguageDirectory languages;
    private final StageLoading loading;
    private final FolderWatch watch;
    private final LanguageDirectory.Listener listener = new LanguageDirectory.Listener() {
        @Override
        public void came(String extension) {
            stale.add(WITHOUT_STAGE); // others go on with what they were loaded with
            watch.again();
        }

        @Override
        public void went(String extension) {
            stale.add(extension);
            watch.look();
        }
    };
    private final Remains remains = new Remains();
    private final AtomicLong ids = new AtomicLong();
    /** Extensions whose files are to be read again though they did not change. */
    private final Set<String> stale = ConcurrentHashMap.newKeySet();
    /** By file name; for one thread at a time, as the watch calls. */
    private final Map<String, Entry> entries = new TreeMap<>();

    private volatile Map<String, Entry> listed = Map.of();

    /** Configuration of stages in files. */
    @ObjectClassDefinition(name = "Stages in files")
    public @interface Config {
        @AttributeDefinition(description = "Home folder of the daemon; set by the daemon itself.")
        String home() default "";

        @AttributeDefinition(description = "Folder of stages in one file; empty = stages in the home folder.")
        String folder() default "";
    }

    /** A stage that takes calls, and what it is registered with. */
    record Active(StageLoading.Loaded loaded, Map<String, Object> properties) {}

    /**
     * What became of a file.
     *
     * @param state what it looked like when it was read; empty when it is to be read again
     * @param active its last good version
     * @param error what is wrong with the present one
     */
    record Entry(StageFile file, Optional<FolderWatch.Stamp> state, Optional<Active> active, Optional<String> error) {}

    @Activate
    public StageFiles(Config config, @Reference StageDirectory stages, @Reference LanguageDirectory languages) {
        this(
                config.folder().isEmpty() ? Path.of(config.home(), "stages") : Path.of(config.folder()),
                stages,
                languages,
                new StageLoading(languages));
    }

    StageFiles(Path folder, StageDirectory stages, LanguageDirectory languages, StageLoading loading) {
        this.stages = stages;
        this.languages = languages;
        this.loading = loading;
        this.watch = new FolderWatch(folder, name -> StageFile.of(name).isPresent(), this::read, this::expect);
        languages.listen(listener);
        watch.begin();
    }

    /** A file came, and is read in a moment: time for its language to get ready. */
    private void expect(Path file) {
        StageFile.of(String.valueOf(file.getFileName())).ifPresent(source -> languages.warmUp(source.extension()));
    }

    /** Reads the folder now. */
    void look() {
        watch.look();
    }

    /** All files with what became of them, by file name. */
    Map<String, Entry> files() {
        return listed;
    }

    /** What former versions left behind. */
    Remains remains() {
        return remains;
    }

    private void read(Map<Path, FolderWatch.Stamp> stamps) {
        Set<String> again = Set.copyOf(stale);
        stale.removeAll(again);
        Map<String, String> taken = new HashMap<>();
        Map<String, Entry> now = new TreeMap<>();
        stamps.forEach((path, stamp) -> {
            StageFile file = StageFile.of(String.valueOf(path.getFileName())).orElseThrow();
            Entry known = entries.getOrDefault(
                    file.file(), new Entry(file, Optional.empty(), Optional.empty(), Optional.empty()));
            String first = taken.putIfAbsent(file.stage(), file.file());
            boolean same = known.state().equals(Optional.of(stamp));
            if (first != null) {
                now.put(
                        file.file(),
                        refused(known, file.file() + ": the stage \"" + file.stage() + "\" is made by " + first));
            } else if (same
                    && !again.contains(file.extension())
                    && !(again.contains(WITHOUT_STAGE) && known.active().isEmpty())) {
                now.put(file.file(), known);
            } else {
                now.put(file.file(), loaded(known, path, stamp));
            }
        });
        entries.forEach((name, entry) -> {
            if (!now.containsKey(name)) {
                entry.active().ifPresent(active -> retire(entry.file(), active));
                LOG.atInfo().addKeyValue("file", name).log("stage file gone");
            }
        });
        entries.clear();
        entries.putAll(now);
        listed = Map.copyOf(now);
    }

    private Entry loaded(Entry known, Path path, FolderWatch.Stamp stamp) {
        StageFile file = known.file();
        if (file.trouble().isPresent()) {
            return refused(known, file.trouble().get());
        }
        try {
            Optional<StageLoading.Loaded> stage = loading.load(file, path, stamp);
            if (stage.isEmpty()) {
                return known; // written to while it was read: the watch will tell
            }
            Active active = exchange(file, stage.get(), known.active());
            return new Entry(file, Optional.of(stamp), Optional.of(active), Optional.empty());
        } catch (StageLoading.NoLanguage e) {
            return refused(known, String.valueOf(e.getMessage()));
        } catch (ProblemException e) {
            return new Entry(
                    file, Optional.of(stamp), known.active(), Optional.of(told(file, String.valueOf(e.getMessage()))));
        }
    }

    /** Not even its last good version may go on. */
    private Entry refused(Entry known, String why) {
        known.active().ifPresent(active -> retire(known.file(), active));
        String sentence = known.error().equals(Optional.of(why)) ? why : told(known.file(), why);
        return new Entry(known.file(), Optional.empty(), Optional.empty(), Optional.of(sentence));
    }

    private static String told(StageFile file, String why) {
        LOG.atWarn().addKeyValue("file", file.file()).addKeyValue("reason", why).log("stage not loaded");
        return why;
    }

    private Active exchange(StageFile file, StageLoading.Loaded loaded, Optional<Active> before) {
        Map<String, Object> properties = Map.of(
                "stage.name", file.stage(),
                "stage.file", file.file(),
                "service.ranking", Integer.MIN_VALUE,
                "service.id", ids.incrementAndGet());
        stages.add(loaded.stage(), properties);
        before.ifPresent(former -> retire(file, former));
        LOG.atInfo()
                .addKeyValue("stage", file.stage())
                .addKeyValue("file", file.file())
                .log(before.isPresent() ? "stage exchanged" : "stage loaded");
        if (stages.isOfBundle(file.stage())) {
            LOG.atWarn()
                    .addKeyValue("stage", file.stage())
                    .addKeyValue("file", file.file())
                    .log("stage is shadowed: a bundle provides one of this name");
        }
        return new Active(loaded, properties);
    }

    private void retire(StageFile file, Active active) {
        Thread farewell = Thread.ofVirtual().name("stage-farewell").start(() -> {
            stages.remove(active.loaded().stage(), active.properties());
            active.loaded().loader().ifPresent(loader -> remains.of(file.file(), loader));
        });
        try {
            farewell.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it goes on by itself
        }
    }

    @Deactivate
    void deactivate() {
        languages.ignore(listener);
        watch.close();
        listed.values().forEach(entry -> entry.active().ifPresent(active -> retire(entry.file(), active)));
        listed = Map.of();
    }
}
