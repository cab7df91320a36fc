package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.util.List;

/** Sends definitions one by one; one that fails does not stop the rest, a daemon that is gone does. */
final class Applier {
    private final ControlApi api;
    private final Invocation invocation;
    private final boolean structured;
    private final ArrayNode report = Json.array();

    Applier(ControlApi api, Invocation invocation) {
        this.api = api;
        this.invocation = invocation;
        this.structured = invocation.reportFormat().isStructured();
    }

    int apply(List<Document> documents, boolean dryRun) {
        int failures = 0;
        for (Document document : documents) {
            try {
                JsonNode answer = api.post("/api/v1/apply" + (dryRun ? "?dryRun=true" : ""), document.content());
                done(document, answer, dryRun);
            } catch (CliException e) {
                if (e.exitCode() == ExitCode.UNAVAILABLE || e.exitCode() == ExitCode.DENIED) {
                    throw e;
                }
                failures++;
                failed(document, e);
            }
        }
        if (structured) {
            invocation.print(report);
        }
        if (failures > 0 && !structured) {
            invocation
                    .terminal()
                    .say("Error: " + failures + " of " + documents.size()
                            + " definitions failed; the reasons are above");
        }
        return failures == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private void done(Document document, JsonNode answer, boolean dryRun) {
        if (structured) {
            report.add(answer);
            return;
        }
        invocation
                .out()
                .println(Applied.line(document.kind(), answer.path("name").asText(document.name()), answer, dryRun));
        String token = answer.path("document").path("token").asText("");
        if (!token.isEmpty()) {
            invocation.out().println(Plain.line(token));
            invocation.terminal().say("The token above is not shown again; store it now.");
        }
    }

    private void failed(Document document, CliException e) {
        String reason = reason(document, e);
        if (structured) {
            ObjectNode item = Json.object().put("kind", document.kind()).put("name", document.name());
            report.add(item.put("result", "failed").put("error", reason));
        } else {
            invocation.out().println(Plain.line(document.title() + " failed: " + reason));
        }
    }

    /** The server's words with the place in the file that each is about. */
    private static String reason(Document document, CliException e) {
        JsonNode details = e.problem().map(problem -> problem.path("details")).orElse(Json.array());
        if (details.isEmpty()) {
            return document.place("") + ": " + e.sentence();
        }
        StringBuilder reason = new StringBuilder();
        for (JsonNode detail : details) {
            String path = detail.path("path").asText("");
            reason.append(reason.isEmpty() ? "" : "; ")
                    .append(document.place(path))
                    .append(": ")
                    .append(path.isEmpty() ? "" : path + ": ")
                    .append(detail.path("message").asText());
        }
        return reason.toString();
    }
}
