package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.Format;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;

/** What happened to resources: a line for each as it happens, or one list for programs at the end. */
final class Outcomes {
    private final Invocation invocation;
    private final boolean dryRun;
    private final ArrayNode all = Json.array();

    Outcomes(Invocation invocation) {
        this.invocation = invocation;
        this.dryRun = invocation.arguments().has("--dry-run");
    }

    /** As in {@code server/files deleted}. */
    void add(String kind, String name, String result) {
        add(kind, name, result, "");
    }

    /** @param more words after the result, for people */
    void add(String kind, String name, String result, String more) {
        String title = kind + "/" + name;
        if (invocation.reportFormat().isStructured()) {
            ObjectNode outcome =
                    Json.object().put("kind", kind).put("name", name).put("result", result);
            all.add(dryRun ? outcome.put("dryRun", true) : outcome);
        } else if (invocation.reportFormat() == Format.NAME) {
            invocation.out().println(Plain.line(title));
        } else {
            invocation.out().println(Plain.line(title + " " + result + more + (dryRun ? " (dry run)" : "")));
        }
        invocation.out().flush();
    }

    /** Nothing more will happen. */
    void end() {
        if (invocation.reportFormat() == Format.JSONPATH) {
            invocation.print(Json.object().put("kind", "List").set("items", all));
        } else if (invocation.reportFormat().isStructured()) {
            invocation.print(all);
        }
    }
}
