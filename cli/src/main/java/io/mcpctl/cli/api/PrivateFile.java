package io.mcpctl.cli.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files for their owner only, always whole: written beside their place and moved there. */
public final class PrivateFile {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFile() {}

    public static void write(Path file, String text) throws IOException {
        write(file, text, OWNER);
    }

    /** The same with other permissions. */
    public static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (permissions.equals(OWNER)) {
            Files.createDirectories(folder, FOLDER);
        } else {
            Files.createDirectories(folder);
        }
        Path beside = Files.createTempFile(folder, ".new", ".tmp", PosixFilePermissions.asFileAttribute(OWNER));
        try {
            Files.writeString(beside, text);
            Files.setPosixFilePermissions(beside, permissions);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Takes the file away from others; true when they could read it. */
    static boolean repair(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (OWNER.containsAll(permissions)) {
            return false;
        }
        Files.setPosixFilePermissions(file, OWNER);
        return true;
    }
}
