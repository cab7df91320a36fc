package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A daemon of the distribution {@code mcpd} on a database that others may use too. */
final class Mcpd implements AutoCloseable {
    /** All daemons of a database need one key. */
    private static final Path KEY = key();

    private static final Path DISTRIBUTION = Product.ROOT.resolve("runtime/target/mcpd");

    private final Path home;
    private final Process process;

    private Mcpd(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    static Mcpd start(String databaseUrl) {
        return start(databaseUrl, "");
    }

    /** @param settings what its {@code config.yaml} says */
    static Mcpd start(String databaseUrl, String settings) {
        Mcpd daemon = begin(databaseUrl, settings, Map.of("MCPD_MASTER_KEY_FILE", KEY.toString()));
        if (!daemon.process.isAlive()) {
            throw new AssertionError("mcpd ended: " + daemon.log());
        }
        return daemon;
    }

    /** Without a key of its own: what it says when it does not start, or empty. */
    static String refusal(String databaseUrl) {
        try (Mcpd daemon = begin(databaseUrl, "", Map.of())) {
            return daemon.process.isAlive() ? "" : daemon.log();
        }
    }

    /** Returns when it is ready or has ended. */
    private static Mcpd begin(String databaseUrl, String settings, Map<String, String> environment) {
        try {
            Path home = Files.createTempDirectory("mcpctl-mcpd");
            Files.writeString(home.resolve("config.yaml"), settings);
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx512m",
                    "-cp",
                    libraries(),
                    "io.mcpctl.launcher.Main",
                    "--home",
                    home.toString(),
                    "--port",
                    "0",
                    "--distribution",
                    DISTRIBUTION.toString());
            builder.environment().put("DATABASE_URL", databaseUrl);
            builder.environment().putAll(environment);
            builder.redirectErrorStream(true)
                    .redirectOutput(home.resolve("out.txt").toFile());
            Mcpd daemon = new Mcpd(home, builder.start());
            Wait.until(
                    "mcpd is ready",
                    Duration.ofSeconds(120),
                    () -> Files.exists(home.resolve("run/daemon.json")) || !daemon.process.isAlive(),
                    daemon::log);
            return daemon;
        } catch (IOException e) {
            throw new AssertionError("mcpd cannot be started", e);
        }
    }

    private static Path key() {
        try {
            Path file = Files.createTempFile("mcpctl-test", ".key");
            file.toFile().deleteOnExit();
            return Files.writeString(file, "0123456789abcdef".repeat(4));
        } catch (IOException e) {
            throw new AssertionError("no temporary file", e);
        }
    }

    private static String libraries() throws IOException {
        try (Stream<Path> jars = Files.list(DISTRIBUTION.resolve("lib"))) {
            return jars.map(Path::toString).collect(Collectors.joining(":"));
        }
    }

    RestClient rest() {
        try {
            JsonNode daemon =
                    new ObjectMapper().readTree(home.resolve("run/daemon.json").toFile());
            return new RestClient(daemon);
        } catch (IOException e) {
            throw new AssertionError("no daemon of " + home, e);
        }
    }

    /** Whether the log says that it runs the servers. */
    boolean runsServers() {
        return log().contains("this daemon runs the loop loop=\"reconciler\"");
    }

    String log() {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("out.txt", "logs/daemon.log")) {
            try {
                text.append(Files.exists(home.resolve(file)) ? Files.readString(home.resolve(file)) : "");
            } catch (IOException e) {
                text.append(e);
            }
        }
        return text.toString();
    }

    /** Without a word. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("mcpd does not end: " + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        await();
        HomeProcess.of(home).forEach(HomeProcess::kill);
        Folders.delete(home);
    }
}
