package io.mcpctl.proxymodels.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a folder several times a second and tells of changes once the files are as they were 300 ms before, so that nobody
 * reads what is half written. A folder that is not there is an empty one.
 */
final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MAX_FILES = 500;

    private final Path folder;
    private final Predicate<String> wanted;
    private final Consumer<Map<Path, Stamp>> changed;
    private final Consumer<Path> sighted;
    private final ReentrantLock telling = new ReentrantLock();
    private final Thread looker;
    private volatile Optional<Map<Path, Stamp>> seen = Optional.empty();

    /** What tells one state of a file from another: also who may touch it, since that decides whether it is used. */
    record Stamp(Content key, String access) {
        static Stamp of(Path file) throws IOException {
            try {
                PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class);
                return new Stamp(
                        Content.of(found),
                        found.owner().getName() + ' ' + found.permissions().hashCode());
            } catch (UnsupportedOperationException e) {
                // A file system without owners.
                return new Stamp(Content.of(Files.readAttributes(file, BasicFileAttributes.class)), "");
            }
        }
    }

    /** Size, time and identity. */
    record Content(long size, FileTime modified, String identity) {
        static Content of(BasicFileAttributes found) {
            return new Content(found.size(), found.lastModifiedTime(), String.valueOf(found.fileKey()));
        }
    }

    /**
     * Begins to look.
     *
     * @param wanted which names of files count
     * @param changed is told of all files, in the order of their names; one call at a time
     */
    FolderWatch(Path folder, Predicate<String> wanted, Consumer<Map<Path, Stamp>> changed) {
        this(folder, wanted, changed, file -> {});
    }

    /** @param sighted is told of a file that was not there, before it is known to be whole; returns at once */
    FolderWatch(Path folder, Predicate<String> wanted, Consumer<Map<Path, Stamp>> changed, Consumer<Path> sighted) {
        this.folder = folder;
        this.wanted = wanted;
        this.changed = changed;
        this.sighted = sighted;
        this.looker = Thread.ofVirtual().name("folder-" + folder.getFileName()).unstarted(this::lookForEver);
    }

    FolderWatch begin() {
        looker.start();
        return this;
    }

    private void lookForEver() {
        try {
            look();
            Map<Path, Stamp> before = seen.orElse(Map.of());
            long since = System.nanoTime();
            while (true) {
                Thread.sleep(INTERVAL);
                Map<Path, Stamp> now = stamps();
                if (!now.equals(before)) {
                    Set<Path> known = before.keySet();
                    now.keySet().stream().filter(file -> !known.contains(file)).forEach(sighted);
                    before = now;
                    since = System.nanoTime();
                } else if (!seen.equals(Optional.of(now)) && System.nanoTime() - since >= QUIET.toNanos()) {
                    tell(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // its owner ends
        }
    }

    /** Tells of the folder as it is now. */
    void look() {
        tell(stamps());
    }

    /** Tells of the folder soon, though it did not change. */
    void again() {
        seen = Optional.empty();
    }

    private void tell(Map<Path, Stamp> stamps) {
        telling.lock();
        try {
            seen = Optional.of(stamps);
            changed.accept(stamps);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("folder", folder).setCause(e).log("change of a folder not dealt with");
        } finally {
            telling.unlock();
        }
    }

    private Map<Path, Stamp> stamps() {
        Map<Path, Stamp> stamps = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return stamps;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(this::isWanted).sorted().limit(MAX_FILES)::iterator) {
                stamps.put(file, Stamp.of(file));
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("folder", folder).setCause(e).log("folder changed while it was read");
            return seen.orElse(stamps);
        }
        return stamps;
    }

    private boolean isWanted(Path file) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && wanted.test(name) && Files.isRegularFile(file);
    }

    /** Whoever is told of a change is waited for a little. */
    @Override
    public void close() {
        looker.interrupt();
        try {
            looker.join(FAREWELL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
