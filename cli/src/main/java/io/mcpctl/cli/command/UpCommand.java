package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.daemon.DaemonControl;
import io.mcpctl.cli.daemon.Launch;
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
                List.of(
                        Usage.Option.flag("--foreground", "run it in this terminal"),
                        Usage.Option.value(
                                "--distribution",
                                "<standalone|mcpd|mcplocal>",
                                "all in one (default), the control plane or the proxy"),
                        Usage.Option.flag("--serve", "the proxy for clients of other machines, with MCP tokens"),
                        Usage.Option.value(
                                "--upstream",
                                "<name=transport:target>",
                                "an MCP server that only this proxy knows; may be repeated"),
                        Usage.Option.value(
                                "--config",
                                "<file>",
                                "settings of the proxy (JSON) instead of config.json of the home")),
                List.of(
                        "mcpctl up --port 3300",
                        "mcpctl up --distribution mcplocal",
                        "mcpctl up --distribution mcplocal --config ./proxy.json -p demo",
                        "mcpctl up --distribution mcplocal --upstream 'files=stdio:mcp-server-filesystem /tmp'"));
    }

    @Override
    public int run(Invocation invocation) {
        DaemonControl control = new DaemonControl(invocation);
        if (invocation.arguments().has("--foreground")) {
            return control.runInForeground(launch(invocation));
        }
        started(invocation, control, launch(invocation));
        return ExitCode.OK;
    }

    /** With {@code -p}, /mcp serves that project. */
    private static Launch launch(Invocation invocation) {
        return Launch.of(invocation).serving(invocation.arguments().value("--project"));
    }

    /** The running daemon, started now if there was none. */
    static DaemonFile started(Invocation invocation, DaemonControl control, Launch launch) {
        Optional<DaemonFile> running = control.running();
        if (running.isPresent()) {
            requireSame(running.get(), launch, invocation);
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
        DaemonFile daemon = control.start(launch);
        long millis = (System.nanoTime() - begin) / 1_000_000;
        tell(
                invocation,
                daemon,
                true,
                "daemon started at " + daemon.url() + " (pid " + daemon.pid() + ", ready after " + millis + " ms)");
        return daemon;
    }

    private static void requireSame(DaemonFile running, Launch launch, Invocation invocation) {
        if (!running.distribution().isEmpty() && !running.distribution().equals(launch.distribution())) {
            throw new CliException(
                    ExitCode.CONFLICT,
                    "the daemon of the home " + invocation.home().root() + " is "
                            + running.distribution() + "; run `mcpctl down` first, or give " + launch.distribution()
                            + " a home of its own with MCPCTL_HOME");
        }
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
