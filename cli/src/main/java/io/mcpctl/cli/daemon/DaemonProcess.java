package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.install.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The command line that starts the daemon. */
record DaemonProcess(Home home, Launch launch, Path distribution) {
    static final String MAIN_CLASS = "io.mcpctl.launcher.Main";
    private static final int KEPT_ARCHIVES = 2;

    static DaemonProcess of(Home home, Launch launch, Path root) {
        Path distribution = new Layout(root)
                .distribution(launch.distribution())
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(distribution.resolve("lib")) || !Files.isDirectory(distribution.resolve("bundles"))) {
            throw CliException.failure(
                    "there is no daemon at " + distribution + "; build it with `./mvnw -B package -DskipTests`");
        }
        return new DaemonProcess(home, launch, distribution);
    }

    List<String> commandLine() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:+UseSerialGC", "-Xms24m", "-Xmx512m", "-XX:-UsePerfData"));
        // The C library keeps what large messages needed, unless it is asked.
        line.add("-XX:TrimNativeHeapInterval=60000");
        // Components are made by reflection, once each: method handles for it cost more than they save (150 classes,
        // 0.3 s).
        line.add("-Djdk.reflect.useNativeAccessorOnly=true");
        if (Runtime.version().feature() >= 24) {
            line.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED"));
        }
        line.addAll(List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off"));
        line.addAll(launch.java());
        line.addAll(List.of("-cp", classPath(), MAIN_CLASS));
        line.addAll(List.of("--home", home.root().toString()));
        // Without the option the daemon's own order decides: environment, config.yaml, default of the distribution.
        launch.port().ifPresent(port -> line.addAll(List.of("--port", port.toString())));
        launch.profile().ifPresent(profile -> line.addAll(List.of("--profile", profile)));
        launch.upstreams().forEach(upstream -> line.addAll(List.of("--upstream", upstream)));
        launch.config().ifPresent(file -> line.addAll(List.of("--config", file.toString())));
        launch.project().ifPresent(project -> line.addAll(List.of("--project", project)));
        line.addAll(List.of("--distribution", distribution.toString()));
        return line;
    }

    private String classPath() {
        return String.join(":", jars("lib").stream().map(Path::toString).toList());
    }

    /** The archive is for exactly these jars on this JDK; older ones go. */
    Path archive() {
        StringBuilder facts = new StringBuilder(System.getProperty("java.vm.version"));
        for (String folder : List.of("lib", "bundles")) {
            jars(folder).forEach(jar -> facts.append('\n').append(describe(jar)));
        }
        Path archive = home.cache().resolve("daemon-" + hash(facts.toString()) + ".jsa");
        removeOthers(archive);
        return archive;
    }

    private void removeOthers(Path archive) {
        try {
            home.create();
            Files.createDirectories(home.cache());
            try (Stream<Path> files = Files.list(home.cache())) {
                List<Path> old = files.filter(
                                file -> file.getFileName().toString().matches("daemon-[0-9a-f]+\\.jsa"))
                        .filter(file -> !file.equals(archive))
                        .sorted(Comparator.comparing(
                                        (Path file) -> file.toFile().lastModified())
                                .reversed())
                        .skip(KEPT_ARCHIVES - 1L)
                        .toList();
                for (Path file : old) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the home " + home.root() + " cannot be written (" + e
                            + "); make it writable or choose another with MCPCTL_HOME",
                    e);
        }
    }

    private List<Path> jars(String folder) {
        try (Stream<Path> files = Files.list(distribution.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, "the folder " + distribution.resolve(folder) + " cannot be read", e);
        }
    }

    private static String describe(Path jar) {
        return jar + " " + jar.toFile().length() + " " + jar.toFile().lastModified();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
