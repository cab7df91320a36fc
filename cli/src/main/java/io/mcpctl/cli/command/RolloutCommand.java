package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.text.Similar;
import java.time.Duration;
import java.util.List;

/** Starts the instances of servers anew, one after the other, or waits until all of them run. */
final class RolloutCommand implements Command {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> SERVER = List.of("server", "servers", "srv");

    private final boolean restarts;

    /** @param restarts or else only shows how far it is */
    RolloutCommand(boolean restarts) {
        this.restarts = restarts;
    }

    @Override
    public Usage usage() {
        String verb = restarts ? "restart" : "status";
        return new Usage(
                restarts
                        ? "Start the instances of servers anew, one after the other, new ones before old ones where they can"
                        : "Wait until all instances of servers run",
                "server <name...>",
                2,
                Usage.ANY,
                List.of(
                        Usage.Option.value(
                                "--timeout", "<duration>", "such as 90s or 10m; 5m for each server by default"),
                        Usage.Option.flag(
                                restarts ? "--dry-run" : "--no-wait",
                                restarts ? "only say what would be restarted" : "only say how far it is")),
                List.of("mcpctl rollout " + verb + " server files"));
    }

    @Override
    public int run(Invocation invocation) {
        String kind = invocation.word(0);
        if (!SERVER.contains(kind)) {
            throw CliException.usage("only servers are rolled out, and \"" + kind + "\" is none"
                    + Similar.hint(kind, SERVER) + "; the form is `mcpctl rollout "
                    + (restarts ? "restart" : "status") + " server <name>`");
        }
        Duration limit =
                invocation.arguments().value("--timeout").map(Durations::parse).orElse(LIMIT);
        ControlApi api = invocation.api();
        Outcomes outcomes = new Outcomes(invocation);
        for (String name : invocation.words().subList(1, invocation.words().size())) {
            JsonNode server = api.get(Kinds.wellKnown("server").orElseThrow().path(name));
            roll(invocation, new Rollout(api, invocation.terminal(), server, limit), outcomes);
        }
        outcomes.end();
        return ExitCode.OK;
    }

    private void roll(Invocation invocation, Rollout rollout, Outcomes outcomes) {
        if (restarts && !invocation.arguments().has("--dry-run")) {
            rollout.restart();
        } else if (!restarts && !invocation.arguments().has("--no-wait")) {
            rollout.await();
        }
        outcomes.add("server", rollout.name(), restarts ? "restarted" : rollout.state());
    }
}
