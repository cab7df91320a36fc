package io.mcpctl.runtime.tests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.cli.Cli;
import io.mcpctl.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The program of this checkout with a home and a port of its own. Closing it stops the daemon and removes the home. */
final class Product implements AutoCloseable {
    static final Path ROOT = root();
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path home;
    private final int port;
    private final List<String> up;
    private final Map<String, String> more;
    /** Whether each command gets a process of its own. */
    private final boolean processes;

    private Product(Path home, int port, List<String> up, Map<String, String> more, boolean processes) {
        this.home = home;
        this.port = port;
        this.up = up;
        this.more = more;
        this.processes = processes;
    }

    /** A home that does not exist yet. */
    static Product fresh() {
        try {
            return at(Files.createTempDirectory("mcpctl-test").resolve("home"));
        } catch (IOException e) {
            throw new AssertionError("no temporary folder", e);
        }
    }

    static Product at(Path home) {
        return new Product(home, freePort(), List.of("up"), Map.of(), true);
    }

    /** Another daemon of the program, started with these words and variables, with a home of its own. */
    static Product started(Map<String, String> variables, String... up) {
        try {
            Path home = Files.createTempDirectory("mcpctl-test").resolve("home");
            return new Product(home, freePort(), List.of(up), variables, true);
        } catch (IOException e) {
            throw new AssertionError("no temporary folder", e);
        }
    }

    /** Another command line for the same home, with another port. */
    Product neighbour() {
        return at(home);
    }

    /** The same daemon; its commands run in this process, for tests that give hundreds which need no other. */
    Product withoutProcesses() {
        return new Product(home, port, up, more, false);
    }

    Path home() {
        return home;
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** Runs it with {@code input} on its standard input. */
    Run runWith(String input, String... arguments) {
        if (!processes) {
            return within(input, arguments);
        }
        try (Background program = start(input, arguments)) {
            return program.await(LIMIT);
        }
    }

    private Run within(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                false,
                false,
                false);
        int exitCode = new Cli(terminal, environment(), ROOT).run(arguments);
        return new Run(line(arguments), exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    /** The same with more environment. */
    Run runIn(Map<String, String> more, String input, String... arguments) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        try (Background program = Background.start(line(arguments), ROOT, environment, input)) {
            return program.await(LIMIT);
        }
    }

    /** Starts it, to do something meanwhile. */
    Background start(String input, String... arguments) {
        return Background.start(line(arguments), ROOT, environment(), input);
    }

    private static List<String> line(String... arguments) {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("mcpctl").toString()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Writes {@code config.yaml}, for a home that does not exist yet. */
    Product configured(String yaml) {
        try {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(home.resolve("config.yaml"), yaml);
        } catch (IOException e) {
            throw new AssertionError("no config.yaml in " + home, e);
        }
        return this;
    }

    Run apply(String documents) {
        return runWith(documents, "apply", "-f", "-");
    }

    /** How the program finds this home. */
    Map<String, String> environment() {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("MCPCTL_HOME", home.toString());
        variables.put("MCPCTL_PORT", Integer.toString(port));
        variables.put("MCPCTL_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1"); // the best code would come when a test is over
        variables.put(
                "XDG_CACHE_HOME", ROOT.resolve("runtime/tests/target/cache").toString());
        return Map.copyOf(variables);
    }

    /** Names and sizes of the daemon's classes, after a garbage collection. */
    String classesInMemory() {
        String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        String pid = daemon().path("pid").asText();
        return Run.of(List.of(jcmd, pid, "GC.class_histogram"), ROOT, Map.of(), "", LIMIT)
                .exits(0)
                .stdout();
    }

    Product up() {
        Archives.give(home);
        run(up.toArray(String[]::new)).exits(0);
        return this;
    }

    /** One resource as the server keeps it. */
    JsonNode get(String kind, String name) {
        return run("get", kind, name, "-o", "json").exits(0).json();
    }

    /** Applies the quickstart's servers that are named, and a project {@code demo} of them, and waits until they are healthy. */
    Product withServers(String... names) {
        up();
        List<String> documents = Pattern.compile("\n---\n")
                .splitAsStream(read(ROOT.resolve("examples/quickstart.yaml")))
                .filter(document -> Stream.of(names).anyMatch(name -> document.contains("\nname: " + name + "\n")))
                .collect(Collectors.toCollection(ArrayList::new));
        documents.add("kind: project\nname: demo\nservers: [" + String.join(", ", names) + "]\n");
        apply(String.join("\n---\n", documents)).exits(0);
        awaitHealthy(names.length);
        return this;
    }

    void awaitHealthy(int servers) {
        Wait.until(servers + " healthy instances", Duration.ofMinutes(3), () -> healthy() >= servers, () -> run(
                        "get", "instances", "-o", "wide")
                .toString());
    }

    private long healthy() {
        JsonNode instances = run("get", "instances", "-o", "json").exits(0).json();
        return Stream.iterate(0, i -> i < instances.size(), i -> i + 1)
                .filter(i -> instances.get(i).path("healthStatus").asText().equals("healthy"))
                .count();
    }

    JsonNode daemon() {
        try {
            return new ObjectMapper().readTree(home.resolve("run/daemon.json").toFile());
        } catch (IOException e) {
            throw new AssertionError("no daemon of " + home, e);
        }
    }

    /** The processes that work for this home. */
    List<HomeProcess> processes() {
        return HomeProcess.of(home);
    }

    /** {@code down}; nothing may be left. */
    void downAndClean() {
        run("down").exits(0);
        awaitNoProcess();
    }

    void awaitNoProcess() {
        Wait.until("no process left", Duration.ofSeconds(10), () -> processes().isEmpty(), () -> processes()
                .toString());
    }

    @Override
    public void close() {
        List<HomeProcess> left;
        try {
            if (Files.isDirectory(home)) {
                run("down");
            }
        } finally {
            left = processes();
            left.forEach(HomeProcess::kill);
            Archives.keep(home);
            Folders.delete(home);
        }
        assertEquals(List.of(), left, "left after down");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }

    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("mcpctl")) && Files.isDirectory(folder.resolve("cnf"))) {
                return folder;
            }
        }
        throw new AssertionError("not in a checkout: " + Path.of("").toAbsolutePath());
    }

    /** Below the range from which the system takes ports for outgoing connections. */
    private static int freePort() {
        return ThreadLocalRandom.current()
                .ints(100, 20_001, 32_000)
                .filter(Product::free)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no free port above 20000"));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false; // Taken.
        }
    }
}
