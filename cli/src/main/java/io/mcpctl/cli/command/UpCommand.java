package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.daemon.DaemonControl;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Optional;

/** Starts the daemon. */
final class UpCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Start the daemon",
                "",
                0,
                0,
                List.of(Usage.Option.flag("--foreground", "run it in this terminal")),
                List.of("mcpctl up --port 3300"));
    }

    @Override
    public int run(Invocation invocation) {
        DaemonControl control = new DaemonControl(invocation);
        if (invocation.arguments().has("--foreground")) {
            return control.runInForeground(invocation.portOption());
        }
        started(invocation, control);
        return ExitCode.OK;
    }

    /** The running daemon, started now if there was none. */
    static DaemonFile started(Invocation invocation, DaemonControl control) {
        Optional<DaemonFile> running = control.running();
        if (running.isPresent()) {
            tell(
                    invocation,
                    running.get(),
                    false,
                    "daemon already running at " + running.get().url() + " (pid "
                            + running.get().pid() + ")");
            invocation
                    .arguments()
                    .number("--port", 1, 65535)
                    .filter(port -> port != running.get().url().getPort())
                    .ifPresent(port -> invocation
                            .terminal()
                            .say("It keeps its port; run `mcpctl down` first to use port " + port + "."));
            return running.get();
        }
        long begin = System.nanoTime();
        DaemonFile daemon = control.start(invocation.portOption());
        long millis = (System.nanoTime() - begin) / 1_000_000;
        tell(
                invocation,
                daemon,
                true,
                "daemon started at " + daemon.url() + " (pid " + daemon.pid() + ", ready after " + millis + " ms)");
        return daemon;
    }

    private static void tell(Invocation invocation, DaemonFile daemon, boolean started, String sentence) {
        invocation.tell(
                Json.object()
                        .put("started", started)
                        .put("url", daemon.url().toString())
                        .put("pid", daemon.pid()),
                sentence);
    }
}
