package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.text.Plain;

/** What the server says after one definition was applied. */
final class Applied {
    private Applied() {}

    static int show(Invocation invocation, Kind kind, JsonNode answer, boolean dryRun) {
        if (invocation.reportFormat().isStructured()) {
            invocation.print(answer);
        } else if (invocation.reportFormat() == Format.NAME) {
            invocation
                    .out()
                    .println(Plain.line(kind.name() + "/" + answer.path("name").asText()));
        } else {
            invocation.out().println(line(kind.name(), answer.path("name").asText(), answer, dryRun));
        }
        return ExitCode.OK;
    }

    /** {@code server/files configured (args, env) (dry run)}. */
    static String line(String kind, String name, JsonNode answer, boolean dryRun) {
        String result = answer.path("result").asText("applied");
        StringBuilder changed = new StringBuilder();
        answer.path("changed")
                .forEach(member -> changed.append(changed.isEmpty() ? "" : ", ").append(member.asText()));
        boolean tell = result.equals("configured") && !changed.isEmpty();
        return Plain.line(
                kind + "/" + name + " " + result + (tell ? " (" + changed + ")" : "") + (dryRun ? " (dry run)" : ""));
    }
}
