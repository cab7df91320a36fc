package io.mcpctl.cli.daemon;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Terminal;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.api.Home;
import io.mcpctl.cli.api.Settings;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.Network;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops the daemon of a home. */
public final class DaemonControl {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(75);
    private static final int SHOWN_LINES = 15;

    private final Home home;
    private final Path root;
    private final Terminal terminal;

    public DaemonControl(Invocation invocation) {
        this.home = invocation.home();
        this.root = invocation.root();
        this.terminal = invocation.terminal();
    }

    /** The daemon that runs with this home, if one does. */
    public Optional<DaemonFile> running() {
        return home.daemon()
                .filter(file -> Processes.runs(file.pid()) && (Processes.isDaemon(file.pid()) || serves(file)));
    }

    /** Waits until a daemon of the home answers; false when none does in time. */
    public boolean awaitRunning(Duration limit) {
        return Processes.await(limit, () -> running().filter(this::ready).isPresent());
    }

    public boolean ready(DaemonFile file) {
        return answers(file.url(), "/health");
    }

    /** Starts it in the background and waits until it is ready. */
    public DaemonFile start(Launch launch) {
        DaemonProcess daemon = DaemonProcess.of(home, launch, root);
        List<String> line = new ArrayList<>(daemon.commandLine());
        boolean trained = Files.exists(daemon.archive());
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            line.addFirst("/usr/bin/setsid"); // Out of the terminal's session: closing it must not end the daemon.
        }
        Process process = launch(line);
        boolean settled = Processes.await(START_LIMIT, () -> !process.isAlive() || readyAs(process.pid()));
        if (!process.isAlive()) {
            if (!trained) {
                forget(daemon.archive());
            }
            throw ended(process.exitValue());
        }
        if (!settled) {
            process.destroy();
            throw CliException.unavailable("the daemon was not ready within " + START_LIMIT.toSeconds()
                    + " s and was stopped; " + lastLines());
        }
        return home.daemon().orElseThrow(() -> CliException.unavailable("the daemon removed " + home.daemonJson()));
    }

    /** Runs it in this terminal until it ends. */
    public int runInForeground(Launch launch) {
        try {
            Process process = process(DaemonProcess.of(home, launch, root).commandLine())
                    .inheritIO()
                    .start();
            Thread stop = new Thread(process::destroy, "stop-daemon");
            Runtime.getRuntime().addShutdownHook(stop);
            return process.waitFor();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE, "the daemon's process cannot be started (" + e.getMessage() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** Ends it, gently first. */
    public void stop(DaemonFile daemon) {
        ProcessHandle process = ProcessHandle.of(daemon.pid())
                .orElseThrow(() -> CliException.failure("the process " + daemon.pid() + " is gone"));
        process.destroy();
        if (!Processes.await(STOP_LIMIT, () -> !Processes.runs(daemon.pid()))) {
            terminal.say("The daemon did not end within " + STOP_LIMIT.toSeconds() + " s; it is killed.");
            process.destroyForcibly();
            if (!Processes.await(Duration.ofSeconds(5), () -> !Processes.runs(daemon.pid()))) {
                throw CliException.failure("the process " + daemon.pid() + " cannot be killed");
            }
        }
    }

    /** With the way to the web of the user's settings, where the environment does not say it already. */
    private ProcessBuilder process(List<String> line) {
        ProcessBuilder process = new ProcessBuilder(line);
        if (home.hasSettings()) {
            Network network = Settings.of(home).network();
            network.httpsProxy().ifPresent(proxy -> process.environment().putIfAbsent("MCPCTL_HTTPS_PROXY", proxy));
            network.noProxy().ifPresent(hosts -> process.environment().putIfAbsent("MCPCTL_NO_PROXY", hosts));
            network.caFile().ifPresent(file -> process.environment().putIfAbsent("MCPCTL_CA_FILE", file));
        }
        return process;
    }

    private Process launch(List<String> line) {
        try {
            home.create();
            Files.createDirectories(home.logs());
            return process(line)
                    .directory(home.root().toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(DaemonLogs.outputFile(home).toFile())
                    .start();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the daemon cannot be started with the home " + home.root() + " (" + e.getMessage()
                            + "); make it writable or choose another with MCPCTL_HOME",
                    e);
        }
    }

    /** A start that failed loaded few classes; its archive would slow down all later starts. */
    private void forget(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            terminal.say("The archive " + archive + " cannot be removed (" + e.getMessage() + ").");
        }
    }

    private boolean readyAs(long pid) {
        return home.daemon()
                .filter(file -> file.pid() == pid && answers(file.url(), "/health"))
                .isPresent();
    }

    private boolean serves(DaemonFile file) {
        return answers(file.url(), "/healthz");
    }

    private static boolean answers(URI url, String path) {
        try (Http http = Http.create()) {
            return new ControlApi(http, new Target(url, Optional.empty())).healthy(path);
        }
    }

    private CliException ended(int exitValue) {
        List<String> lines = DaemonLogs.lastOf(DaemonLogs.outputFile(home), 200);
        Optional<String> reason =
                lines.stream().filter(text -> text.startsWith("Error: ")).reduce((first, second) -> second);
        String sentence = reason.map(text -> text.substring("Error: ".length()))
                .orElseGet(
                        () -> "the daemon ended with exit code " + exitValue + " before it was ready; " + lastLines());
        return new CliException(exitValue == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.FAILURE, sentence);
    }

    private String lastLines() {
        List<String> lines = new ArrayList<>(DaemonLogs.lastOf(DaemonLogs.outputFile(home), SHOWN_LINES));
        lines.addAll(DaemonLogs.lastOf(home.logs().resolve("daemon.log"), SHOWN_LINES));
        lines.forEach(text -> terminal.say("  " + io.mcpctl.cli.text.Plain.text(text)));
        return "the last lines of " + home.logs() + " are above";
    }
}
