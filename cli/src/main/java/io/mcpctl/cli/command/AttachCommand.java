package io.mcpctl.cli.command;

import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Json;
import java.util.List;

/** Puts servers into a project, or takes them out. */
final class AttachCommand implements Command {
    private final boolean attaches;

    AttachCommand(boolean attaches) {
        this.attaches = attaches;
    }

    @Override
    public Usage usage() {
        String verb = attaches ? "attach" : "detach";
        return new Usage(
                attaches ? "Put servers into a project" : "Take servers out of a project",
                "server <name...>",
                2,
                Usage.ANY,
                List.of(Usage.Option.flag("--dry-run", "only say what would be done")),
                List.of("mcpctl " + verb + " server memory files -p demo"));
    }

    @Override
    public int run(Invocation invocation) {
        if (!List.of("server", "servers", "srv").contains(invocation.word(0))) {
            throw CliException.usage(
                    "\"" + invocation.word(0) + "\" is not \"server\"; only servers are attached" + " and detached");
        }
        String project = invocation.neededProject();
        ControlApi api = invocation.api();
        boolean dryRun = invocation.arguments().has("--dry-run");
        Outcomes outcomes = new Outcomes(invocation);
        for (String server : invocation.words().subList(1, invocation.words().size())) {
            if (dryRun) {
                api.get("/api/v1/projects/" + Target.segment(project));
                api.get("/api/v1/servers/" + Target.segment(server));
            } else if (attaches) {
                api.post(
                        "/api/v1/serverattachments",
                        Json.object().put("project", project).put("server", server));
            } else {
                api.delete("/api/v1/serverattachments/" + Target.segment(project) + "/" + Target.segment(server));
            }
            outcomes.add(
                    "server",
                    server,
                    attaches ? "attached" : "detached",
                    (attaches ? " to project/" : " from project/") + project);
        }
        outcomes.end();
        return ExitCode.OK;
    }
}
