package io.mcpctl.cli.install;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes away what an installation put into a prefix, and nothing else. */
final class Uninstaller {
    private final Prefix prefix;
    private final boolean force;

    Uninstaller(Prefix prefix, boolean force) {
        this.prefix = prefix;
        this.force = force;
    }

    /** What an uninstallation removes. */
    Manifest manifest() throws IOException {
        return prefix.manifest()
                .orElseThrow(() -> new CliException(
                        ExitCode.NOT_FOUND,
                        "nothing is installed in " + prefix.root()
                                + "; name the folder that it was installed into with --prefix"));
    }

    /** Returns what is left in the folders of the installation, because others put it there. */
    List<String> uninstall() throws IOException {
        Manifest manifest = manifest();
        try (FileChannel lock = prefix.lock()) {
            requireUnchanged(manifest);
            requireUnused();
            Path version = prefix.current().orElseThrow();
            for (String path : manifest.files()) {
                if (!path.startsWith(Prefix.OWN)) {
                    Files.deleteIfExists(prefix.resolve(path));
                }
            }
            Files.deleteIfExists(prefix.resolve(Prefix.CURRENT));
            for (String path : manifest.files()) {
                Files.deleteIfExists(prefix.resolve(path));
            }
            Files.deleteIfExists(version.resolve(Prefix.MANIFEST));
            List<String> left = emptied(version);
            for (Path other : prefix.versions()) {
                if (!other.equals(version)) {
                    Prefix.deleteTree(other);
                }
            }
            Files.deleteIfExists(prefix.own().resolve(".lock"));
            removeFolders(manifest);
            return left;
        }
    }

    private void requireUnchanged(Manifest manifest) throws IOException {
        List<String> changed = new ArrayList<>();
        for (String path : manifest.files()) {
            if (!manifest.unchanged(prefix.root(), path)) {
                changed.add(prefix.resolve(path).toString());
            }
        }
        if (!changed.isEmpty() && !force) {
            throw new CliException(
                    ExitCode.CONFLICT,
                    "nothing was removed, because these were changed since they were installed: "
                            + String.join(", ", changed) + "; remove them too with --force");
        }
    }

    private void requireUnused() throws IOException {
        for (Path version : prefix.versions()) {
            if (!force && Prefix.inUse(version)) {
                throw new CliException(
                        ExitCode.CONFLICT,
                        "nothing was removed, because a process runs from " + version
                                + "; end it (`mcpctl down`), or remove it all the same with --force");
            }
        }
    }

    /** Removes the folders of a version as far as they are empty. */
    private static List<String> emptied(Path version) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(version)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        List<String> left = new ArrayList<>();
        for (Path file : all) {
            if (!Files.isDirectory(file)) {
                left.add(file.toString());
            } else {
                deleteEmpty(file);
            }
        }
        return left;
    }

    private void removeFolders(Manifest manifest) throws IOException {
        for (String folder : manifest.folders().reversed()) {
            deleteEmpty(prefix.resolve(folder));
        }
    }

    private static void deleteEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // Others put something there: the folder stays.
        }
    }
}
