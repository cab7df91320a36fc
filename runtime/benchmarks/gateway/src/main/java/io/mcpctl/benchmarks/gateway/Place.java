package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything of one run: a temporary folder, the echo server, the daemon, the other gateways. */
final class Place implements AutoCloseable {
    private final Path root;
    private final Path folder;
    private final Packages packages;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final int echoPort;
    private final Child echo;
    private @Nullable Mcpctl mcpctl;
    private @Nullable Tiers tiers;

    /** A control plane and a proxy in front of it. */
    record Tiers(Mcpctl plane, Mcpctl proxy) {}

    Place(Path root) throws IOException, InterruptedException {
        this.root = root;
        this.folder = Files.createTempDirectory("mcpctl-gateway-bench-");
        this.packages = new Packages(root.resolve("runtime/benchmarks/gateway/target/peers"));
        this.echoPort = Child.freePort();
        List<String> command = Child.self("echo-http", String.valueOf(echoPort));
        this.echo = keep(Child.start(log("echo"), echoPort, Map.of(), command));
    }

    Path folder() {
        return folder;
    }

    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    Packages packages() {
        return packages;
    }

    int echoPort() {
        return echoPort;
    }

    long echoPid() {
        return echo.pid();
    }

    <T extends AutoCloseable> T keep(T part) {
        started.push(part);
        return part;
    }

    /** The daemon of this checkout; started with the first use. */
    Mcpctl mcpctl() throws IOException, InterruptedException {
        Mcpctl running = mcpctl;
        if (running == null) {
            running = keep(Mcpctl.standalone(root, folder, echoPort));
            mcpctl = running;
        }
        return running;
    }

    /** Two daemons of this checkout; started with the first use. */
    Tiers tiers() throws IOException, InterruptedException {
        Tiers running = tiers;
        if (running == null) {
            Mcpctl plane = keep(Mcpctl.plane(root, folder, echoPort));
            running = new Tiers(plane, keep(Mcpctl.proxy(plane)));
            tiers = running;
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable part : started) {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("not ended cleanly: " + e.getMessage());
            }
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
