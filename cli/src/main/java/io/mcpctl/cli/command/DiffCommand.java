package io.mcpctl.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.Invocation;
import io.mcpctl.cli.Usage;
import io.mcpctl.cli.api.ControlApi;
import io.mcpctl.cli.api.Kinds;
import io.mcpctl.cli.documents.Document;
import io.mcpctl.cli.documents.DocumentReader;
import io.mcpctl.cli.text.Plain;
import io.mcpctl.cli.text.UnifiedDiff;
import io.mcpctl.cli.text.Yaml;
import java.util.List;

/** Shows what apply would change. */
final class DiffCommand implements Command {
    private static final int DIFFERENT = 1;
    private static final int TROUBLE = 2;

    @Override
    public Usage usage() {
        return new Usage(
                "Show what apply would change; exit code 0 nothing, 1 something, more on errors",
                "",
                0,
                0,
                List.of(Usage.Option.value("-f", "--filename", "<file|dir|->", "YAML or JSON, as for apply")),
                List.of("mcpctl diff -f examples/quickstart.yaml"));
    }

    @Override
    public int run(Invocation invocation) {
        List<String> sources = invocation.arguments().values("--filename");
        if (sources.isEmpty()) {
            throw CliException.usage("what is to be compared? give -f <file>, -f <dir> or -f -");
        }
        try {
            return compare(invocation, sources);
        } catch (CliException e) {
            throw e.exitCode() == ExitCode.FAILURE ? e.withExitCode(TROUBLE) : e;
        }
    }

    private static int compare(Invocation invocation, List<String> sources) {
        ControlApi api = invocation.api();
        List<Document> documents = DocumentReader.read(
                sources, invocation.terminal().in(), Kinds.ask(api), invocation.project(), invocation.terminal()::say);
        boolean different = false;
        for (Document document : documents) {
            JsonNode answer = api.post("/api/v1/apply?dryRun=true", document.content());
            String result = answer.path("result").asText();
            if (result.equals("unchanged") || result.equals("skipped")) {
                continue;
            }
            if (!answer.has("after")) {
                throw CliException.failure("the daemon does not tell differences; update it, or use apply --dry-run");
            }
            different = true;
            print(invocation, document.title(), text(answer.path("before")), text(answer.path("after")));
        }
        return different ? DIFFERENT : ExitCode.OK;
    }

    private static String text(JsonNode document) {
        return document.isObject() ? Yaml.document(document) : "";
    }

    private static void print(Invocation invocation, String title, String before, String after) {
        Colours colours = Colours.of(invocation);
        List<String> hunks = UnifiedDiff.of(before, after);
        String name = Plain.line(title);
        invocation.out().println(colours.bold("--- " + (before.isEmpty() ? "/dev/null" : name)));
        invocation.out().println(colours.bold("+++ " + name));
        for (String line : hunks.isEmpty() ? List.of("@@ values that are masked differ @@") : hunks) {
            String safe = Plain.line(line);
            invocation
                    .out()
                    .println(
                            switch (safe.charAt(0)) {
                                case '-' -> colours.red(safe);
                                case '+' -> colours.green(safe);
                                case '@' -> colours.cyan(safe);
                                default -> safe;
                            });
        }
    }
}
