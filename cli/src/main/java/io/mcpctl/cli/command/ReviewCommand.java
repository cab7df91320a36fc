package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.text.Json;
import java.util.ArrayList;
import java.util.List;

/** Turns prompts that were proposed into prompts, or refuses them. */
final class ReviewCommand implements Command {
    private final boolean approves;

    ReviewCommand(boolean approves) {
        this.approves = approves;
    }

    @Override
    public Usage usage() {
        List<Usage.Option> options = new ArrayList<>();
        if (approves) {
            options.add(Usage.Option.value("--priority", "<1-10>", "instead of the proposed one"));
        }
        return new Usage(
                approves ? "Make prompts of prompt requests" : "Refuse prompt requests",
                "promptrequest <name...>",
                2,
                Usage.ANY,
                options,
                List.of("mcpctl " + (approves ? "approve" : "reject") + " promptrequest style -p demo"));
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        Kind kind = Kinds.ask(api).named(invocation.word(0));
        if (!kind.name().equals("promptrequest")) {
            throw CliException.usage("a " + kind.name() + " cannot be approved or rejected; a promptrequest can");
        }
        ObjectNode body = Json.object();
        if (approves) {
            invocation.arguments().number("--priority", 1, 10).ifPresent(priority -> body.put("priority", priority));
        }
        Outcomes outcomes = new Outcomes(invocation);
        for (String name : invocation.words().subList(1, invocation.words().size())) {
            JsonNode request = api.get(kind.path(name, invocation.project(), ""));
            String path = kind.path() + "/" + request.path("id").asText(name);
            if (approves) {
                api.post(path + "/approve", body);
            } else {
                api.delete(path);
            }
            outcomes.add(kind.name(), name, approves ? "approved" : "rejected");
        }
        outcomes.end();
        return ExitCode.OK;
    }
}
