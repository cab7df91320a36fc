package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder into which people put jars. It is looked at every 300 ms; a jar counts when it looked the same twice and
 * opens as a whole, so that one that is being copied is left alone. For one thread, except {@link #refused()}.
 */
final class PluginFolder {
    static final Duration PERIOD = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(PluginFolder.class);
    /** A file that does not change any more and is no jar after this many looks is reported. */
    private static final int PATIENCE = 20;

    private static final int MOST = 500;

    private final Path folder;
    private final PluginStore store;
    private final Deployer deployer;
    private final long limit;
    private final Map<String, Look> looks = new HashMap<>();
    private final Map<String, Refused> refused = new ConcurrentSkipListMap<>();

    /** How a file looked, how often in a row, and whether it was dealt with. */
    private record Look(long size, long modified, int times, boolean done) {
        boolean same(Look other) {
            return size == other.size && modified == other.modified;
        }

        Look again() {
            return new Look(size, modified, times + 1, done);
        }

        Look dealtWith() {
            return new Look(size, modified, times, true);
        }
    }

    /** A file that is no plug-in, and why. */
    record Refused(String file, String reason) {}

    PluginFolder(Path folder, PluginStore store, Deployer deployer, long limit) {
        this.folder = folder;
        this.store = store;
        this.deployer = deployer;
        this.limit = limit;
    }

    List<Refused> refused() {
        return List.copyOf(refused.values());
    }

    /** Plug-ins whose jars went while the daemon was away go too. */
    void compare() {
        deployer.all().stream()
                .map(plugin -> plugin.record().file())
                .filter(file -> !file.isEmpty() && !Files.exists(folder.resolve(file)))
                .forEach(deployer::fileGone);
    }

    /** One look. */
    void look() {
        Map<String, Look> now = new TreeMap<>();
        for (Path file : jars()) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
                now.put(
                        file.getFileName().toString(),
                        new Look(
                                attributes.size(), attributes.lastModifiedTime().toMillis(), 1, false));
            } catch (IOException e) {
                // Gone since it was listed, or not readable: the next look will tell.
            }
        }
        gone(now.keySet());
        now.forEach(this::consider);
    }

    private List<Path> jars() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
                    })
                    .limit(MOST)
                    .toList();
        } catch (IOException e) {
            return List.of(); // not there (any more): as if it were empty, and looked at again
        }
    }

    private void gone(Set<String> present) {
        for (String file : new ArrayList<>(looks.keySet())) {
            if (!present.contains(file)) {
                looks.remove(file);
                refused.remove(file);
                deployer.fileGone(file);
            }
        }
    }

    private void consider(String file, Look now) {
        Look before = looks.get(file);
        Look look = before != null && before.same(now) ? before.again() : now;
        boolean due = look.times() > 1 && !look.done();
        looks.put(file, due && take(file, look) ? look.dealtWith() : look);
    }

    /** Whether it is dealt with, one way or the other. */
    private boolean take(String file, Look look) {
        Path path = folder.resolve(file);
        Optional<String> broken = broken(path);
        if (broken.isPresent() && look.times() <= PATIENCE) {
            return false; // perhaps a copy that makes a pause
        }
        try {
            if (broken.isPresent()) {
                throw Refusal.of(file, "it is not a whole jar: " + broken.get() + "; copy it again");
            }
            Path draft = copy(file, path);
            if (!unchanged(path, look)) {
                store.discard(draft);
                return false;
            }
            deployer.fromFolder(draft, file);
            refused.remove(file);
        } catch (RuntimeException e) {
            refuse(file, e);
        }
        return true;
    }

    private void refuse(String file, RuntimeException e) {
        String reason = Refusal.brief(String.valueOf(e.getMessage()));
        refused.put(file, new Refused(file, reason));
        LOG.atWarn()
                .addKeyValue("plugin", file)
                .addKeyValue("reason", reason)
                .setCause(e instanceof ProblemException ? null : e)
                .log("jar in the plug-in folder is not used");
    }

    private Path copy(String file, Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return store.draft(file, in, limit);
        } catch (IOException e) {
            throw Refusal.of(file, "it was removed or closed to us while it was being read", e);
        }
    }

    private static boolean unchanged(Path path, Look look) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return now.size() == look.size() && now.lastModifiedTime().toMillis() == look.modified();
        } catch (IOException e) {
            return false; // removed meanwhile
        }
    }

    private static Optional<String> broken(Path path) {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            return zip.size() == 0 ? Optional.of("it is empty") : Optional.empty();
        } catch (ZipException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Optional.of("it cannot be opened");
        }
    }
}
