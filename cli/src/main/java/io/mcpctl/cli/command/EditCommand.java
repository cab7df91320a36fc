package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kind;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.Yaml;
import java.util.List;

/** Opens a resource in the user's editor and applies what was saved. */
final class EditCommand implements Command {
    @Override
    public Usage usage() {
        return new Usage(
                "Edit a resource in your editor",
                "<kind> <name>",
                2,
                2,
                List.of(),
                List.of("mcpctl edit server files", "EDITOR='code --wait' mcpctl edit project demo"));
    }

    @Override
    public boolean hasFormats() {
        return false;
    }

    @Override
    public int run(Invocation invocation) {
        ControlApi api = invocation.api();
        Kinds kinds = Kinds.ask(api);
        Kind kind = Changeable.kind(kinds.named(invocation.word(0)), "edited");
        JsonNode before = api.get(kind.path(invocation.word(1), invocation.project(), "?view=apply"));
        String original = Yaml.document(before);
        try (Editor editor = Editor.of(invocation.environment())) {
            String text = original;
            String complaint = "";
            while (true) {
                String shown = header(kind, invocation.word(1), complaint) + text;
                String edited = editor.edit(shown);
                text = withoutHeader(edited);
                if (text.equals(original) || text.isBlank()) {
                    invocation.terminal().say("Edit cancelled, no changes made.");
                    return ExitCode.OK;
                }
                if (!complaint.isEmpty() && edited.equals(shown)) {
                    throw editor.keep(CliException.failure("nothing was applied: " + complaint));
                }
                try {
                    return apply(invocation, api, kinds, kind, before, text);
                } catch (CliException e) {
                    if (e.exitCode() == ExitCode.UNAVAILABLE || e.exitCode() == ExitCode.DENIED) {
                        throw editor.keep(e);
                    }
                    complaint = Plain.line(e.sentence());
                }
            }
        }
    }

    private static int apply(
            Invocation invocation, ControlApi api, Kinds kinds, Kind kind, JsonNode before, String text) {
        List<Document> documents = DocumentReader.text("edited", text, kinds);
        if (documents.size() != 1) {
            throw CliException.failure("leave exactly one definition in the file");
        }
        Document document = documents.getFirst();
        if (!document.kind().equals(kind.name())
                || !kind.nameOf(document.content()).equals(kind.nameOf(before))) {
            throw CliException.failure("kind and name must stay " + kind.name() + "/" + kind.nameOf(before)
                    + "; a resource cannot be renamed");
        }
        JsonNode answer = api.post("/api/v1/apply", document.content());
        invocation
                .out()
                .println(kind.name() + "/" + Plain.line(kind.nameOf(before))
                        + (answer.path("result").asText().equals("unchanged") ? " unchanged" : " edited"));
        return ExitCode.OK;
    }

    private static String header(Kind kind, String name, String complaint) {
        return "# " + kind.name() + "/" + Plain.line(name)
                + ": save and leave the editor to apply; no change, or an empty file, cancels.\n"
                + (complaint.isEmpty() ? "" : "# Error: " + complaint + "\n")
                + "#\n";
    }

    /** The comment lines at the top are ours. */
    private static String withoutHeader(String text) {
        int at = 0;
        while (text.startsWith("#", at)) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return "";
            }
            at = end + 1;
        }
        return text.substring(at);
    }
}
