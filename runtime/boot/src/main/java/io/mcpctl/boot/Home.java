package io.mcpctl.boot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The daemon's folder: its parts, its lock, and the file by which clients find the daemon. */
public final class Home implements AutoCloseable {
    private static final List<String> PARTS =
            List.of("db", "keys", "plugins", "stages", "servers", "cache", "logs", "run");

    private final Path folder;
    private final FileChannel lockFile;
    private final FileLock lock;

    private Home(Path folder, FileChannel lockFile, FileLock lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** {@code MCPCTL_HOME}, else {@code .mcpctl} in the user's own folder. */
    public static Path byDefault() {
        String named = System.getenv("MCPCTL_HOME");
        return named == null || named.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".mcpctl")
                : Path.of(named).toAbsolutePath();
    }

    /** Makes the folder (0700) and takes its lock; only one daemon can hold it. */
    public static Home open(Path folder) throws StartException {
        try {
            for (Path part : PARTS.stream().map(folder::resolve).toList()) {
                Files.createDirectories(
                        part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel file = FileChannel.open(
                    folder.resolve("run/daemon.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new StartException("home " + folder
                        + " is in use by another daemon; see 'mcpctl status', or choose another with MCPCTL_HOME");
            }
            Files.deleteIfExists(folder.resolve("run/daemon.json"));
            return new Home(folder, file, lock);
        } catch (IOException e) {
            throw new StartException("home " + folder + " cannot be written: " + reason(e)
                    + "; make it writable or choose another with MCPCTL_HOME");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this same process, when the runtime is embedded twice.
            return null;
        }
    }

    public Path folder() {
        return folder;
    }

    /** Tells clients where the daemon is; whole or absent, readable by its owner only. */
    public void announce(String json) throws IOException {
        Path target = folder.resolve("run/daemon.json");
        Path draft = Files.createTempFile(
                folder.resolve("run"),
                "daemon",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, json.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("run/daemon.json"));
        lock.release();
        lockFile.close();
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException f && f.getReason() != null) {
            return f.getReason();
        }
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
    }
}
