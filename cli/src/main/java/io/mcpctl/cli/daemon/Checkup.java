package io.mcpctl.cli.daemon;

import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.text.Plain;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds out what of the things that the daemon needs is there. */
public final class Checkup {
    private static final Duration PROGRAM_LIMIT = Duration.ofSeconds(15);
    private static final long LEAST_DISK = 1024L * 1024 * 1024;

    private final Invocation invocation;
    private final List<Finding> findings = new ArrayList<>();

    public Checkup(Invocation invocation) {
        this.invocation = invocation;
    }

    /** How a check ended; a warning stops only some servers. */
    public enum State {
        OK,
        WARNING,
        FAILED
    }

    /** What a check found, and what to do about it. */
    public record Finding(String check, State state, String detail) {}

    public List<Finding> run() {
        findings.clear();
        jdk();
        program("node", "node packages cannot run; install Node.js 20 or newer");
        program("npx", "node packages cannot run; npx comes with npm");
        program("uvx", "python packages use pip in a folder of their own; install uv for a quicker start");
        Optional<DaemonFile> daemon = new DaemonControl(invocation).running();
        port(daemon);
        home();
        disk();
        add(
                "daemon",
                State.OK,
                daemon.map(file -> "running at " + file.url() + ", pid " + file.pid())
                        .orElse("not running"));
        return List.copyOf(findings);
    }

    private void jdk() {
        int version = Runtime.version().feature();
        String detail = System.getProperty("java.version") + " at " + System.getProperty("java.home");
        add(
                "jdk",
                version >= 25 ? State.OK : State.WARNING,
                version >= 25 ? detail : detail + "; 25 is what is tested");
    }

    private void program(String name, String consequence) {
        Optional<Path> found = onPath(name);
        if (found.isEmpty()) {
            add(name, State.WARNING, "not on the PATH: " + consequence);
            return;
        }
        add(name, State.OK, version(found.get()) + " at " + found.get());
    }

    private Optional<Path> onPath(String name) {
        for (String folder : invocation.environment().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .start();
            if (!process.waitFor(PROGRAM_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "does not say its version";
            }
            String text = new String(process.getInputStream().readNBytes(200), StandardCharsets.UTF_8);
            return Plain.line(text.lines().findFirst().orElse(""));
        } catch (IOException e) {
            return "cannot be started (" + e.getMessage() + ")";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private void port(Optional<DaemonFile> daemon) {
        int port = invocation.port();
        if (daemon.filter(file -> file.url().getPort() == port).isPresent()) {
            add("port", State.OK, port + " is served by the daemon");
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            add("port", State.OK, port + " is free");
        } catch (IOException e) {
            add("port", State.FAILED, port + " is taken by another program; choose one with --port or MCPCTL_PORT");
        }
    }

    private void home() {
        Path home = invocation.home().root();
        try {
            invocation.home().create();
            Files.delete(Files.createTempFile(home, "doctor", ".tmp"));
            add("home", State.OK, home + " is writable");
        } catch (IOException e) {
            add(
                    "home",
                    State.FAILED,
                    home + " cannot be written (" + e.getClass().getSimpleName()
                            + "); choose another with MCPCTL_HOME");
        }
    }

    private void disk() {
        Path existing = invocation.home().root();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        long free = existing.toFile().getUsableSpace();
        String detail =
                free / (1024 * 1024) + " MiB free for " + invocation.home().root();
        add(
                "disk",
                free >= LEAST_DISK ? State.OK : State.WARNING,
                free >= LEAST_DISK ? detail : detail + "; packages need about 1 GiB");
    }

    private void add(String check, State state, String detail) {
        findings.add(new Finding(check, state, detail));
    }
}
