package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Target;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.variables.Given;

/** Creates a server and the secret that it refers to; neither stays without the other. */
record ServerWithSecret(Invocation invocation, ControlApi api, Kind kind) {

    /** @param secret is created first, unless its data is empty */
    void create(ObjectNode server, ObjectNode secret) {
        boolean needed = !secret.path("data").isEmpty();
        boolean dryRun = invocation.arguments().has("--dry-run");
        String name = secret.path("name").asText();
        if (needed) {
            requireNew(name);
            api.post("/api/v1/servers?dryRun=true", server); // Nothing is kept of a server that would be refused.
            if (!dryRun) {
                api.post("/api/v1/secrets", secret);
            }
            if (!invocation.reportFormat().isStructured()) {
                String line = "secret/" + name + " created" + (dryRun ? " (dry run)" : "");
                invocation.terminal().say(Plain.line(line));
            }
        }
        try {
            CreateCommand.create(invocation, api, kind, server);
        } catch (CliException e) {
            if (needed && !dryRun) {
                api.delete("/api/v1/secrets/" + Target.segment(name));
                invocation.terminal().say(Plain.line("secret/" + name + " deleted"));
            }
            throw e;
        }
    }

    private void requireNew(String secret) {
        if (api.find("/api/v1/secrets/" + Target.segment(secret)).isPresent()) {
            throw new CliException(
                    ExitCode.CONFLICT,
                    "the secret " + secret + " exists already, and values of it are not replaced; use it with "
                            + Given.FROM_SECRET + " " + secret + ", or delete it");
        }
    }
}
