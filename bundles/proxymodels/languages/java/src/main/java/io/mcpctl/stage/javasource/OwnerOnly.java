package io.mcpctl.stage.javasource;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** A source is run with all the rights of the daemon, so nobody but the owner of the folder may have had a hand in it. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> WRITE =
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
    private static final Set<PosixFilePermission> READ_OR_WRITE = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_WRITE);

    private OwnerOnly() {}

    /** @throws ProblemException when others may write to the file or its folder, or read it, or own it */
    static void require(Path file) {
        String name = String.valueOf(file.getFileName());
        Path folder = file.toAbsolutePath().getParent();
        try {
            PosixFileAttributes its = Files.readAttributes(file, PosixFileAttributes.class);
            PosixFileAttributes folders = Files.readAttributes(folder, PosixFileAttributes.class);
            if (its.permissions().stream().anyMatch(READ_OR_WRITE::contains)) {
                throw refused(
                        name + ": others than its owner may read or write it; Java source runs with all the rights of"
                                + " the daemon, so run: chmod 600 " + file);
            }
            if (folders.permissions().stream().anyMatch(WRITE::contains)) {
                throw refused(name + ": others may write to its folder; run: chmod 700 " + folder);
            }
            if (!its.owner().equals(folders.owner())) {
                throw refused(name + ": it belongs to " + its.owner().getName() + " and not to "
                        + folders.owner().getName() + ", whose folder it is in");
            }
        } catch (UnsupportedOperationException e) {
            throw refused(name + ": this file system cannot say who may write to it; build a jar instead");
        } catch (IOException e) {
            throw refused(name + ": cannot be looked at: " + e);
        }
    }

    private static ProblemException refused(String why) {
        return new ProblemException(ProblemKind.FORBIDDEN, why);
    }
}
