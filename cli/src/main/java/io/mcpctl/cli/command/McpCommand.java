package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.daemon.DaemonControl;
import io.mcpctl.cli.daemon.Launch;
import io.mcpctl.cli.mcp.StdioBridge;
import io.mcpctl.cli.mcp.Way;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Is an MCP server on stdin and stdout for clients that cannot speak HTTP. */
final class McpCommand implements Command {
    /** Requests wait so long for a daemon that is started again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    @Override
    public Usage usage() {
        return new Usage(
                "Serve a project or a server to an MCP client on stdin and stdout",
                "",
                0,
                0,
                List.of(
                        Usage.Option.value("--server", "<server>", "one server instead, with its own names"),
                        Usage.Option.flag("--up", "start the daemon if none runs"),
                        Usage.Option.value(
                                "--distribution",
                                "<standalone|mcpd|mcplocal>",
                                "which daemon --up starts; default standalone")),
                List.of("mcpctl mcp -p demo", "mcpctl mcp --server everything", "mcpctl mcp -p demo --up"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        if (invocation.arguments().value("--server").isEmpty()) {
            invocation.neededProject();
        }
        if (invocation.arguments().has("--up")) {
            start(invocation);
        }
        StdioBridge bridge = new StdioBridge(
                invocation.api().http(),
                () -> way(invocation),
                invocation.terminal().in(),
                invocation.out(),
                invocation.terminal().err(),
                PATIENCE);
        check(bridge, invocation);
        try (OrderlyStop stop = OrderlyStop.of(bridge::close)) {
            bridge.run();
            return ExitCode.OK;
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILURE, "the bridge ended: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    /** Looked for anew after each loss: a daemon that was started again has another bearer, maybe another port. */
    private static Way way(Invocation invocation) {
        Target target = invocation.target();
        Optional<String> server = invocation.arguments().value("--server");
        // A server is meant without a project, unless the line itself names one.
        String within = (server.isPresent() ? invocation.givenProject() : invocation.project())
                .map(project -> "/projects/" + Target.segment(project))
                .orElse("");
        String path = server.map(name -> within + "/servers/" + Target.segment(name) + "/mcp")
                .orElse(within + "/mcp");
        return new Way(target.resolve(path), target.token());
    }

    private static void start(Invocation invocation) {
        if (invocation.arguments().has("--daemon-url") || invocation.arguments().has("--direct")) {
            throw CliException.usage(
                    "--up starts the daemon of this home; it does not go with --daemon-url or --direct");
        }
        DaemonControl control = new DaemonControl(invocation);
        if (control.running().isPresent()) {
            return;
        }
        try {
            invocation.terminal().say("mcpctl: no daemon runs; starting one");
            control.start(Launch.of(invocation));
        } catch (CliException e) {
            // A client starts several servers at once: another of them may have been quicker.
            if (!control.awaitRunning(START_LIMIT)) {
                throw e;
            }
        }
    }

    /** What makes every request fail is said before the client is served: on stderr, where people look. */
    private static void check(StdioBridge bridge, Invocation invocation) {
        String what = invocation
                .arguments()
                .value("--server")
                .map(name -> "server \"" + name + "\"")
                .or(() -> invocation.project().map(name -> "project \"" + name + "\""))
                .orElse("");
        Way way = way(invocation);
        try {
            StdioBridge.Probe probe = bridge.probe();
            switch (probe.status()) {
                case 404 ->
                    throw new CliException(
                            ExitCode.NOT_FOUND,
                            what + " is not known to the daemon at " + way + "; `mcpctl get "
                                    + what.substring(0, what.indexOf(' ')) + "s` lists those it has");
                case 401, 403 ->
                    throw new CliException(
                            ExitCode.DENIED,
                            way + " does not let this user use " + what + " (status " + probe.status()
                                    + "); run `mcpctl login`, or set MCPCTL_TOKEN");
                default -> {
                    // Anything else may pass: the client is told with its requests.
                }
            }
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the daemon cannot be reached at " + way + " (" + e.getMessage()
                            + "); `mcpctl up` starts it, or add --up",
                    e);
        }
    }
}
