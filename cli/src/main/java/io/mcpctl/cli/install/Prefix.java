package io.mcpctl.cli.install;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.Invocation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with bin, lib and share. What is installed is a folder of one version below lib/mcpctl, and links into
 * {@code current}, which leads to the version in use: its change is the one moment at which a version takes over.
 */
record Prefix(Path root) {
    static final String OWN = "lib/mcpctl";
    static final String CURRENT = OWN + "/current";
    static final String MANIFEST = "manifest";
    private static final String VERSION = "v-";

    Prefix {
        root = root.toAbsolutePath().normalize();
    }

    /** As the line says, else where the program itself is installed, else {@code ~/.local}. */
    static Prefix of(Invocation invocation) {
        Optional<String> given = invocation.arguments().value("--prefix");
        if (given.filter(String::isBlank).isPresent()) {
            throw CliException.usage("--prefix is empty; give a folder such as ~/.local");
        }
        Layout layout = new Layout(invocation.root());
        Path versions = invocation.root().toAbsolutePath().resolve("..").normalize();
        Optional<Path> installed = layout.isInstallation() && versions.endsWith(OWN)
                ? Optional.of(versions.resolve("../..").normalize())
                : Optional.empty();
        return new Prefix(given.map(Path::of)
                .or(() -> installed)
                .orElseGet(() -> Path.of(
                        invocation.environment().getOrDefault("HOME", System.getProperty("user.home")), ".local")));
    }

    Path own() {
        return root.resolve(OWN);
    }

    Path resolve(String path) {
        return root.resolve(path);
    }

    /** The folder of the version in use. */
    Optional<Path> current() throws IOException {
        Path link = root.resolve(CURRENT);
        if (!Files.isSymbolicLink(link)) {
            return Optional.empty();
        }
        Path version = own().resolve(Files.readSymbolicLink(link)).normalize();
        return Files.isRegularFile(version.resolve(MANIFEST)) ? Optional.of(version) : Optional.empty();
    }

    Optional<Manifest> manifest() throws IOException {
        Optional<Path> current = current();
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(Manifest.read(current.get().resolve(MANIFEST)));
    }

    Path newVersion(String name) {
        return own().resolve(VERSION + name);
    }

    /** All versions that are there, also what an interrupted installation left. */
    List<Path> versions() throws IOException {
        if (!Files.isDirectory(own())) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(own())) {
            return new ArrayList<>(
                    all.filter(folder -> folder.getFileName().toString().startsWith(VERSION))
                            .toList());
        }
    }

    /** Makes or changes a link in one step. */
    void link(String path, String target) throws IOException {
        Path link = root.resolve(path);
        Path folder = Files.createDirectories(link.getParent());
        Path beside = folder.resolve(".mcpctl-" + ProcessHandle.current().pid());
        Files.deleteIfExists(beside);
        Files.createSymbolicLink(beside, Path.of(target));
        try {
            Files.move(beside, link, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Keeps others out while something is changed. */
    FileChannel lock() throws IOException {
        Files.createDirectories(own());
        FileChannel channel =
                FileChannel.open(own().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw CliException.failure("another mcpctl installs or uninstalls in " + root + "; wait for it");
        }
        return channel;
    }

    static boolean present(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Deletes a folder with all that is in it. */
    static void deleteTree(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.toList();
        }
        for (Path file : all.reversed()) {
            Files.deleteIfExists(file);
        }
    }

    /** Whether another process was started from the folder. */
    static boolean inUse(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .anyMatch(process -> process.info().commandLine().orElse("").contains(folder + "/"));
    }
}
