package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plug-ins of a home on disk: a file of facts for each, and each jar once, named by its SHA-256. */
final class PluginStore {
    private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);
    private static final String FACTS = ".properties";
    private static final String SETTING = "setting.";

    private final Path folder;
    /** A second early: clocks of file systems are coarse. */
    private final Instant opened = Instant.now().minusSeconds(1);

    PluginStore(Path folder) {
        this.folder = folder;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** All plug-ins; one whose facts cannot be read is left alone, and told. */
    List<PluginRecord> load() {
        return io(() -> {
            Files.createDirectories(folder);
            List<PluginRecord> all = new ArrayList<>();
            for (Path file : files()) {
                if (file.toString().endsWith(FACTS)) {
                    read(file).ifPresent(all::add);
                } else if (file.toString().endsWith(".part")
                        && Files.getLastModifiedTime(file).toInstant().isBefore(opened)) {
                    Files.deleteIfExists(file); // of an upload that ended with the daemon
                }
            }
            return all;
        });
    }

    void save(PluginRecord plugin) {
        io(() -> {
            StringWriter text = new StringWriter();
            properties(plugin).store(text, null);
            Path draft = folder.resolve(plugin.name() + FACTS + ".part");
            try (FileChannel out = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                out.force(true);
            }
            return Files.move(draft, folder.resolve(plugin.name() + FACTS), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    void delete(PluginRecord plugin) {
        io(() -> Files.deleteIfExists(folder.resolve(plugin.name() + FACTS)));
    }

    Path jar(String sha256) {
        return folder.resolve(sha256 + ".jar");
    }

    /** A file to write a jar to that nobody knows yet. */
    Path draft() {
        return io(() -> {
            Files.createDirectories(folder);
            return Files.createTempFile(folder, "jar", ".part");
        });
    }

    /** Copies at most {@code limit} bytes to a draft. */
    Path draft(String jar, InputStream content, long limit) {
        Path draft = draft();
        try (OutputStream out = Files.newOutputStream(draft)) {
            byte[] buffer = new byte[64 * 1024];
            long size = 0;
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                if (size > limit) {
                    throw new ProblemException(
                            ProblemKind.TOO_LARGE,
                            jar + ": it is larger than " + limit / (1024 * 1024)
                                    + " MiB, the limit of plugins.maxMegabytes");
                }
                out.write(buffer, 0, n);
            }
            return draft;
        } catch (IOException | RuntimeException e) {
            discard(draft);
            throw e instanceof ProblemException problem
                    ? problem
                    : new ProblemException(ProblemKind.INVALID, jar + ": it cannot be read: " + e.getMessage(), e);
        }
    }

    /** Makes a draft a jar of the store. */
    Path keep(Path draft, String sha256) {
        return io(() ->
                Files.move(draft, jar(sha256), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
    }

    void discard(Path draft) {
        io(() -> Files.deleteIfExists(draft));
    }

    /** Deletes jars that no plug-in speaks of. */
    void sweep(Iterable<PluginRecord> plugins) {
        Set<String> kept = new HashSet<>();
        plugins.forEach(plugin -> plugin.releases().forEach(release -> kept.add(release.sha256() + ".jar")));
        io(() -> {
            for (Path file : files()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".jar") && !kept.contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
            return kept;
        });
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private <T> T io(Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.INTERNAL, "the folder of plug-ins cannot be written: " + e.getMessage(), e);
        }
    }

    private static Properties properties(PluginRecord plugin) {
        Properties facts = new Properties();
        facts.setProperty("name", plugin.name());
        facts.setProperty("enabled", Boolean.toString(plugin.enabled()));
        facts.setProperty("current", plugin.current());
        facts.setProperty("file", plugin.file());
        facts.setProperty("file.sha256", plugin.fileSha256());
        for (int i = 0; i < plugin.releases().size(); i++) {
            Release release = plugin.releases().get(i);
            String prefix = "release." + i + ".";
            facts.setProperty(prefix + "version", release.version());
            facts.setProperty(prefix + "sha256", release.sha256());
            facts.setProperty(prefix + "source", release.source());
            facts.setProperty(prefix + "installedAt", release.installedAt().toString());
        }
        plugin.settings().forEach((key, value) -> facts.setProperty(SETTING + key, value));
        return facts;
    }

    private static Optional<PluginRecord> read(Path file) throws IOException {
        Properties facts = new Properties();
        try {
            facts.load(new StringReader(Files.readString(file)));
            List<Release> releases = new ArrayList<>();
            for (int i = 0; facts.containsKey("release." + i + ".sha256"); i++) {
                String prefix = "release." + i + ".";
                releases.add(new Release(
                        facts.getProperty(prefix + "version", ""),
                        facts.getProperty(prefix + "sha256", ""),
                        facts.getProperty(prefix + "source", ""),
                        Instant.parse(facts.getProperty(prefix + "installedAt", ""))));
            }
            Map<String, String> settings = new HashMap<>();
            new TreeSet<>(facts.stringPropertyNames())
                    .stream()
                            .filter(key -> key.startsWith(SETTING))
                            .forEach(key -> settings.put(key.substring(SETTING.length()), facts.getProperty(key, "")));
            PluginRecord plugin = new PluginRecord(
                    facts.getProperty("name", ""),
                    Boolean.parseBoolean(facts.getProperty("enabled", "true")),
                    facts.getProperty("current", ""),
                    releases,
                    facts.getProperty("file", ""),
                    facts.getProperty("file.sha256", ""),
                    settings);
            plugin.release();
            return Optional.of(plugin);
        } catch (DateTimeException | IllegalArgumentException | IllegalStateException e) {
            LOG.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("plug-in cannot be read from the home, install it again");
            return Optional.empty();
        }
    }
}
