package io.mcpctl.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A private PostgreSQL server of this test run, started from the installed programs and stopped when the JVM ends. */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final String USER = "mcpctl";

    private static @Nullable PostgresServer shared;

    private final Path programs;
    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private @Nullable Process server;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** The server of this JVM; skips the test when PostgreSQL is not installed, see {@link RealPart}. */
    public static synchronized PostgresServer shared() {
        PostgresServer running = shared;
        if (running == null) {
            running = start();
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "postgres-stop"));
            shared = running;
        }
        return running;
    }

    /** Starts another server; the caller closes it. */
    public static PostgresServer start() {
        Path programs = programs().orElse(null);
        if (programs == null) {
            RealPart.missing("PostgreSQL is not installed: there is no " + INSTALLED + "/*/bin/postgres");
            throw new AssertionError("not reached");
        }
        try {
            Path folder = Files.createTempDirectory("mcpctl-pg");
            if (isRoot()) {
                Files.setOwner(
                        folder,
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
            }
            PostgresServer server = new PostgresServer(programs, folder, freePort());
            server.run();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The URL of a new, empty database. */
    public String newDatabase() {
        String name = "db" + databases.incrementAndGet();
        call(List.of(program("createdb"), "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER, name));
        return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + name;
    }

    private void run() throws IOException {
        String data = folder.resolve("data").toString();
        call(unprivileged(List.of(
                program("initdb"),
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync")));
        Process process = new ProcessBuilder(unprivileged(List.of(
                        program("postgres"),
                        "-D",
                        data,
                        "-k",
                        folder.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "fsync=off")))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        server = process;
        CountDownLatch ready = new CountDownLatch(1);
        List<String> log = new ArrayList<>();
        Thread.ofVirtual().name("postgres-log").start(() -> read(process, ready, log));
        try {
            if (!ready.await(60, TimeUnit.SECONDS) || !process.isAlive()) {
                close();
                throw new IllegalStateException("PostgreSQL did not start: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    /** Reads the server's log to its end, so that it never blocks; the start of it is kept for error messages. */
    private static void read(Process process, CountDownLatch ready, List<String> log) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (ready.getCount() > 0 && log.size() < 50) {
                    log.add(line);
                }
                if (line.contains("database system is ready to accept connections")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            // The server was stopped while its log was read.
        } finally {
            ready.countDown();
        }
    }

    /** Stops the server by its process id and removes its folder. */
    @Override
    public void close() {
        Process process = server;
        try {
            if (process != null && process.isAlive()) {
                // SIGINT is the fast shutdown; SIGTERM would wait for clients.
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor(5, TimeUnit.SECONDS);
                if (!process.waitFor(20, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
                }
            }
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command.getFirst() + " failed: " + output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        }
    }

    private String program(String name) {
        return programs.resolve(name).toString();
    }

    /** PostgreSQL refuses to run as root. */
    private static List<String> unprivileged(List<String> command) {
        if (!isRoot()) {
            return command;
        }
        List<String> all = new ArrayList<>(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));
        all.addAll(command);
        return all;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(v -> v.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20001, 32000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: the next attempt tries another.
            }
        }
        throw new IOException("no free port between 20001 and 32000");
    }
}
