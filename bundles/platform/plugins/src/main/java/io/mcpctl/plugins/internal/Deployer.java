package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plug-ins of this daemon. Every change is one transaction under the lock of {@link Turns}: the new version is
 * brought into service beside the old one, written down, and only then the old one ends; whatever fails before leaves the
 * old one as it was.
 */
final class Deployer {
    private static final Logger LOG = LoggerFactory.getLogger(Deployer.class);
    private static final int MOST = 200;

    private final PluginStore store;
    private final Policy policy;
    private final Activation activation;
    private final Departure departure;
    private final Succession succession;
    private final PluginConfigurations configurations;
    private final Turns turns = new Turns();
    private final Map<String, Plugin> plugins = new ConcurrentSkipListMap<>();

    Deployer(
            PluginStore store,
            Policy policy,
            Activation activation,
            Departure departure,
            Succession succession,
            PluginConfigurations configurations) {
        this.store = store;
        this.policy = policy;
        this.activation = activation;
        this.departure = departure;
        this.succession = succession;
        this.configurations = configurations;
    }

    List<Plugin> all() {
        return List.copyOf(plugins.values());
    }

    Optional<Plugin> find(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    Plugin require(String name) {
        return find(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "plugin '" + name + "' not found; see 'plugin list'"));
    }

    /** Brings back what was in service when the daemon ended; all changes wait for it. */
    void restart() {
        turns.first(() -> {
            List<PluginRecord> known = store.load();
            known.forEach(record -> plugins.put(record.name(), new Plugin(record, Optional.empty(), "")));
            known.stream().filter(PluginRecord::enabled).forEach(this::restart);
            store.sweep(known);
            return known;
        });
    }

    private void restart(PluginRecord record) {
        try {
            Running running = activate(record, record.release(), Optional.empty());
            plugins.put(record.name(), new Plugin(record, Optional.of(running), ""));
            LOG.atInfo()
                    .addKeyValue("plugin", record.name())
                    .addKeyValue("version", record.release().version())
                    .log("plug-in active");
        } catch (RuntimeException e) {
            failed(record.name(), record.release().version(), e);
        }
    }

    /**
     * A jar that is not installed yet, or the same one again.
     *
     * @param draft a file of the store that is moved or deleted
     * @param source what to call it
     */
    Plugin install(Path draft, String source) {
        return turns.take(() -> drafted(draft, source, facts -> {
            Optional<Plugin> known = find(facts.name());
            if (known.isPresent() && !known.get().record().current().equals(facts.sha256())) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "plugin '" + facts.name() + "' is installed already, in version "
                                + known.get().record().release().version() + "; upgrade it instead");
            }
            return known.filter(one -> one.running().isPresent()).orElseGet(() -> deploy(facts, draft, source, known));
        }));
    }

    /** A jar that takes the place of what is installed by this name. */
    Plugin upgrade(String name, Path draft, String source) {
        return turns.take(() -> drafted(draft, source, facts -> {
            Plugin known = require(name);
            if (!facts.name().equals(name)) {
                throw new ProblemException(
                        ProblemKind.INVALID, source + ": it is plugin '" + facts.name() + "', not '" + name + "'");
            }
            return deploy(facts, draft, source, Optional.of(known));
        }));
    }

    /**
     * A jar of the plug-in folder: whatever it is, it shall be in service.
     *
     * @return name of the plug-in
     */
    String fromFolder(Path draft, String file) {
        return turns.take(() -> drafted(draft, file, facts -> {
            Optional<Plugin> known = find(facts.name());
            boolean seen = known.map(Plugin::record)
                    .filter(record ->
                            record.file().equals(file) && record.fileSha256().equals(facts.sha256()))
                    .isPresent();
            if (!seen) {
                Plugin deployed = deploy(facts, draft, file, known);
                keep(deployed.with(deployed.record().from(file, facts.sha256())));
            }
            plugins.values().stream()
                    .filter(other ->
                            other.record().file().equals(file) && !other.name().equals(facts.name()))
                    .toList()
                    .forEach(this::removeNow);
            return facts.name();
        }));
    }

    /** The release before the current one, again. */
    Plugin rollback(String name) {
        return turns.take(() -> {
            Plugin known = require(name);
            Release release = known.record()
                    .previous()
                    .orElseThrow(() -> new ProblemException(
                            ProblemKind.CONFLICT,
                            "plugin '" + name + "' has no version before "
                                    + known.record().release().version()));
            return exchange(known, known.record().backTo(release), release);
        });
    }

    Plugin enable(String name) {
        return turns.take(() -> {
            Plugin known = require(name);
            return known.running().isPresent()
                    ? known
                    : exchange(
                            known, known.record().enabled(true), known.record().release());
        });
    }

    Plugin disable(String name) {
        return turns.take(() -> {
            Plugin known = require(name);
            Plugin off = keep(new Plugin(known.record().enabled(false), Optional.empty(), ""));
            known.running().ifPresent(departure::end);
            succession.end(name);
            LOG.atInfo().addKeyValue("plugin", name).log("plug-in disabled");
            return off;
        });
    }

    /** @param changes new values by key; an empty one takes the setting back to its default */
    Plugin configure(String name, Map<String, Optional<String>> changes) {
        return turns.take(() -> {
            Plugin known = require(name);
            Map<String, String> settings = new TreeMap<>(known.record().settings());
            changes.forEach((key, value) -> {
                settings.remove(key);
                value.ifPresent(text -> settings.put(key, text));
            });
            PluginRecord changed = known.record().settings(settings);
            if (known.running().isEmpty()) {
                return exchange(known, changed.enabled(true), changed.release());
            }
            reconfigure(known.running().get(), known.record().settings(), settings);
            LOG.atInfo()
                    .addKeyValue("plugin", name)
                    .addKeyValue("settings", changes.keySet())
                    .log("plug-in configured");
            return keep(new Plugin(changed, known.running(), ""));
        });
    }

    /** Components start anew with their settings; if they cannot, the former settings come back. */
    private void reconfigure(Running running, Map<String, String> before, Map<String, String> after) {
        configurations.check(running.facts(), running.bundle(), after);
        try {
            activation.checkAgain(running, configurations.write(running.facts(), running.bundle(), after));
        } catch (RuntimeException e) {
            configurations.write(running.facts(), running.bundle(), before);
            throw e;
        }
    }

    /** Removes it, unless the folder did so already because its jar went. */
    void remove(String name) {
        turns.take(() -> {
            find(name).ifPresent(this::removeNow);
            return name;
        });
    }

    /** A jar of the folder is not there any more, and with it goes the plug-in. */
    void fileGone(String file) {
        turns.take(() -> {
            plugins.values().stream()
                    .filter(plugin -> plugin.record().file().equals(file))
                    .toList()
                    .forEach(this::removeNow);
            return file;
        });
    }

    private void removeNow(Plugin plugin) {
        store.delete(plugin.record());
        plugin.running().ifPresent(running -> {
            configurations.delete(running.facts(), running.bundle());
            departure.end(running);
        });
        succession.end(plugin.name());
        plugins.remove(plugin.name());
        store.sweep(records());
        LOG.atInfo().addKeyValue("plugin", plugin.name()).log("plug-in removed");
    }

    private interface Use<T> {
        T of(JarFacts facts);
    }

    private <T> T drafted(Path draft, String source, Use<T> use) {
        try {
            JarFacts facts = JarReader.read(source, draft);
            return use.of(facts);
        } finally {
            store.discard(draft); // unless it was kept, under another name
        }
    }

    private Plugin deploy(JarFacts facts, Path draft, String source, Optional<Plugin> known) {
        policy.check(facts);
        if (known.isEmpty() && plugins.size() >= MOST) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "there are " + MOST + " plug-ins already; remove one that is not needed");
        }
        store.keep(draft, facts.sha256());
        Release release = new Release(
                facts.version(), facts.sha256(), source, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        PluginRecord record =
                known.map(one -> one.record().with(release)).orElseGet(() -> PluginRecord.of(facts.name(), release));
        try {
            return exchange(known.orElseGet(() -> new Plugin(record, Optional.empty(), "")), record, release);
        } finally {
            store.sweep(records());
        }
    }

    /** The heart of it: the new one beside the old one, then written down, then the old one ends or is kept for what runs on it. */
    private Plugin exchange(Plugin known, PluginRecord record, Release release) {
        Set<Thread> oldThreads =
                known.running().map(running -> OwnThreads.of(running.facts())).orElse(Set.of());
        Running running;
        try {
            running = activate(record, release, known.running());
        } catch (RuntimeException e) {
            failed(record.name(), release.version(), e);
            throw e;
        }
        Plugin changed;
        try {
            changed = keep(new Plugin(record, Optional.of(running), ""));
        } catch (RuntimeException e) {
            departure.end(running);
            throw e;
        }
        known.running().ifPresent(old -> succession.succeeded(old, oldThreads));
        LOG.atInfo()
                .addKeyValue("plugin", record.name())
                .addKeyValue("version", release.version())
                .addKeyValue("sha256", release.sha256())
                .addKeyValue("source", release.source())
                .log(known.running().isPresent() ? "plug-in exchanged" : "plug-in active");
        return changed;
    }

    private Running activate(PluginRecord record, Release release, Optional<Running> replaced) {
        Path jar = store.jar(release.sha256());
        String title = release.source();
        try {
            if (!Files.exists(jar) || !JarReader.sha256(jar).equals(release.sha256())) {
                throw Refusal.of(
                        title,
                        "its copy in the home is missing or was changed since it was installed; install it again");
            }
        } catch (IOException e) {
            throw Refusal.of(title, "its copy in the home cannot be read: " + e.getMessage(), e);
        }
        JarFacts facts = JarReader.read(title, jar);
        policy.check(facts);
        return activation.activate(facts, jar, record.settings(), replaced);
    }

    private Plugin keep(Plugin plugin) {
        store.save(plugin.record());
        plugins.put(plugin.name(), plugin);
        return plugin;
    }

    private void failed(String name, String version, RuntimeException e) {
        String reason = Refusal.brief(String.valueOf(e.getMessage()));
        plugins.computeIfPresent(name, (key, plugin) -> plugin.troubled(version + " refused: " + reason));
        LOG.atWarn()
                .addKeyValue("plugin", name)
                .addKeyValue("version", version)
                .addKeyValue("reason", reason)
                .log("plug-in refused");
    }

    private List<PluginRecord> records() {
        List<PluginRecord> records = new ArrayList<>();
        plugins.values().forEach(plugin -> records.add(plugin.record()));
        return records;
    }
}
