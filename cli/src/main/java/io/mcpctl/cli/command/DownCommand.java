package io.mcpctl.cli.command;

import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.DaemonFile;
import io.mcpctl.cli.daemon.DaemonControl;
import io.mcpctl.cli.text.Json;
import java.util.List;
import java.util.Optional;

/** Stops the daemon and with it all servers. */
final class DownCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage("Stop the daemon and all its servers", "", 0, 0, List.of(), List.of("mcpctl down"));
    }

    @Override
    public int run(Invocation invocation) {
        DaemonControl control = new DaemonControl(invocation);
        Optional<DaemonFile> daemon = control.running();
        if (daemon.isEmpty()) {
            invocation.tell(Json.object().put("stopped", false), "daemon is not running");
            return ExitCode.OK;
        }
        control.stop(daemon.get());
        invocation.tell(
                Json.object().put("stopped", true).put("pid", daemon.get().pid()),
                "daemon stopped (pid " + daemon.get().pid() + ")");
        return ExitCode.OK;
    }
}
