package io.mcpctl.cli.install;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.complete.Scripts;
import io.mcpctl.cli.reference.Reference;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Copies the product into a prefix. Before the link {@code current} changes, nothing that is in use is touched. */
final class Installer {
    private static final List<String> DISTRIBUTIONS = List.of("standalone", "mcpd", "mcplocal", "optional");
    private static final String MANUAL = "share/man/man1/";
    private static final long ARCHIVE_SECONDS = 60;

    private final Layout source;
    private final Prefix prefix;
    private final boolean force;
    private final Map<String, String> environment;
    private final Consumer<String> talk;

    Installer(Layout source, Prefix prefix, boolean force, Map<String, String> environment, Consumer<String> talk) {
        this.source = source;
        this.prefix = prefix;
        this.force = force;
        this.environment = environment;
        this.talk = talk;
    }

    /** Installs and returns the links that lead into the installation, by path. */
    Map<String, String> install() throws IOException {
        require();
        Map<String, String> links = links();
        Set<String> folders = missingFolders(links.keySet());
        try (FileChannel lock = prefix.lock()) {
            Manifest before = prefix.manifest().orElse(Manifest.of(Map.of()));
            requireFree(before, links);
            folders.addAll(before.folders());
            Path version = prefix.newVersion(Long.toString(System.currentTimeMillis(), 36));
            copy(version);
            archive(version);
            Files.writeString(
                    version.resolve(Prefix.MANIFEST),
                    manifest(version, links, folders).text());
            prefix.link(Prefix.CURRENT, version.getFileName().toString());
            for (Map.Entry<String, String> link : links.entrySet()) {
                prefix.link(link.getKey(), link.getValue());
            }
            forget(before, links, version);
        }
        return links;
    }

    private void require() {
        for (Path needed : List.of(source.program().resolve("lib"), source.distribution("standalone"))) {
            if (!Files.isDirectory(needed)) {
                throw CliException.failure("there is no " + needed + "; build it with `./mvnw -B package -DskipTests`");
            }
        }
    }

    /** What others find: the program, its completions and its manual pages. */
    private static Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("bin/mcpctl", "../" + Prefix.CURRENT + "/mcpctl");
        Map.of(
                        "bash",
                        "share/bash-completion/completions/mcpctl",
                        "zsh",
                        "share/zsh/site-functions/_mcpctl",
                        "fish",
                        "share/fish/vendor_completions.d/mcpctl.fish")
                .forEach((shell, path) -> links.put(path, "../../../" + Prefix.CURRENT + "/share/mcpctl." + shell));
        Reference.manual()
                .keySet()
                .forEach(page -> links.put(MANUAL + page, "../../../" + Prefix.CURRENT + "/share/man/" + page));
        return links;
    }

    private void requireFree(Manifest before, Map<String, String> links) throws IOException {
        List<String> taken = new ArrayList<>();
        for (Map.Entry<String, String> link : links.entrySet()) {
            Path place = prefix.resolve(link.getKey());
            boolean ours = Prefix.present(place)
                    && (Manifest.digest(place).equals(Manifest.link(link.getValue()))
                            || (before.entries().containsKey(link.getKey())
                                    && before.unchanged(prefix.root(), link.getKey())));
            if (Prefix.present(place) && !ours) {
                taken.add(place.toString());
            }
        }
        if (!taken.isEmpty() && !force) {
            throw CliException.failure("nothing was installed, because these are not of an installation: "
                    + String.join(", ", taken) + "; move them away, or replace them with --force");
        }
    }

    /** Folders that an uninstallation may remove again. */
    private Set<String> missingFolders(Set<String> links) {
        Set<String> folders = new TreeSet<>(Set.of(Prefix.OWN));
        List<String> places = new ArrayList<>(links);
        places.add(Prefix.CURRENT);
        for (String place : places) {
            for (Path folder = Path.of(place).getParent(); folder != null; folder = folder.getParent()) {
                if (!Files.exists(prefix.root().resolve(folder))) {
                    folders.add(folder.toString());
                }
            }
        }
        return folders;
    }

    private void copy(Path version) throws IOException {
        Files.createDirectories(version);
        tree(source.program(), version.resolve(Layout.PROGRAM));
        for (String distribution : DISTRIBUTIONS) {
            if (Files.isDirectory(source.distribution(distribution))) {
                tree(
                        source.distribution(distribution),
                        version.resolve(Layout.DISTRIBUTIONS).resolve(distribution));
            }
        }
        if (Files.isDirectory(source.sdk())) {
            tree(source.sdk(), version.resolve(Layout.SDK));
        }
        for (String file : List.of("mcpctl", "cnf/find-jdk.sh", "examples/quickstart.yaml")) {
            tree(source.root().resolve(file), version.resolve(file));
        }
        for (String shell : Scripts.SHELLS) {
            write(version.resolve("share/mcpctl." + shell), Scripts.of(shell));
        }
        for (Map.Entry<String, String> page : Reference.manual().entrySet()) {
            write(version.resolve("share/man").resolve(page.getKey()), page.getValue());
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** With the times of the files: an archive of classes is valid for these alone. */
    private static void tree(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(from)) {
            all = walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".jsa"))
                    .toList();
        }
        for (Path file : all) {
            Path target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Without it the first commands are slower, and make one of their own. */
    private void archive(Path version) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", version.resolve("mcpctl").toString(), "__archive");
        builder.environment().putAll(environment);
        Process process = builder.redirectInput(
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                talk.accept("The archive that makes starts quick could not be made; the first start will try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CliException.failure("interrupted; what was installed before is as it was");
        } finally {
            process.destroyForcibly();
        }
    }

    private Manifest manifest(Path version, Map<String, String> links, Set<String> folders) throws IOException {
        SortedMap<String, String> entries = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(version)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            entries.put(prefix.root().relativize(file).toString(), Manifest.digest(file));
        }
        links.forEach((path, target) -> entries.put(path, Manifest.link(target)));
        folders.forEach(folder -> entries.put(folder, Manifest.FOLDER));
        return new Manifest(entries);
    }

    /** What the version before had and this one has not, and what interrupted installations left. */
    private void forget(Manifest before, Map<String, String> links, Path version) throws IOException {
        for (String path : before.files()) {
            if (!links.containsKey(path) && !path.startsWith(Prefix.OWN) && before.unchanged(prefix.root(), path)) {
                Files.deleteIfExists(prefix.resolve(path));
            }
        }
        for (Path old : prefix.versions()) {
            if (old.equals(version)) {
                continue;
            }
            if (Prefix.inUse(old)) {
                talk.accept("A process still runs from " + old + "; the next installation removes it.");
            } else {
                Prefix.deleteTree(old);
            }
        }
    }
}
