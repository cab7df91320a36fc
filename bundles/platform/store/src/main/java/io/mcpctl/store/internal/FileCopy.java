package io.mcpctl.store.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file of the embedded database as it was before an upgrade; it stays beside it. */
record FileCopy(Path file, Path copy) {

    static FileCopy make(Path file, String version) {
        Path copy = file.resolveSibling(file.getFileName() + ".v" + version);
        copy(file, copy, "the database could not be copied before its upgrade: ");
        return new FileCopy(file, copy);
    }

    /** Puts it back; the database must be closed. */
    void restore() {
        copy(copy, file, "the upgrade failed, and the database could not be put back from " + copy + ": ");
    }

    private static void copy(Path from, Path to, String failure) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.UNAVAILABLE, failure + e, e);
        }
    }
}
