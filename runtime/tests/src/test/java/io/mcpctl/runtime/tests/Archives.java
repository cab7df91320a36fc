package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the first start of a home makes for the later ones, an archive of loaded classes, handed from home to home: one first start is
 * like the other, and each costs seconds. Safe for use by several processes.
 */
final class Archives {
    private static final Path SHARED = Product.ROOT.resolve("runtime/tests/target/archives");
    private static final long ROOM = 1 << 30;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Archives() {}

    /** Gives a home what others have made, unless it has some of its own; creates the home if it must. */
    static void give(Path home) {
        List<Path> shared = in(SHARED);
        if (shared.isEmpty() || !in(home.resolve("cache")).isEmpty()) {
            return;
        }
        try {
            if (Files.getFileStore(home.getParent()).getUsableSpace() < ROOM
                    || Files.isDirectory(home) && Files.getFileStore(home).getUsableSpace() < ROOM) {
                return; // a test of small disks
            }
            for (Path folder : List.of(home, home.resolve("cache"))) {
                if (!Files.isDirectory(folder)) {
                    Files.createDirectory(folder, PRIVATE);
                }
            }
            for (Path archive : shared) {
                Files.copy(
                        archive,
                        home.resolve("cache").resolve(archive.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new AssertionError("no archive for " + home, e);
        }
    }

    /** Keeps what a home has made, once its daemon has ended. */
    static void keep(Path home) {
        try {
            Files.createDirectories(SHARED);
            for (Path archive : in(home.resolve("cache"))) {
                Path kept = SHARED.resolve(archive.getFileName());
                if (!Files.exists(kept)) {
                    Path copy = Files.createTempFile(SHARED, "copy", ".tmp");
                    Files.copy(archive, copy, StandardCopyOption.REPLACE_EXISTING);
                    Files.move(copy, kept, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("archives of " + home + " cannot be kept", e);
        }
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("daemon-[0-9a-f]+\\.jsa"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(folder + " cannot be read", e);
        }
    }
}
