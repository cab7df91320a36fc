package io.mcpctl.examples.main;

import io.mcpctl.embedded.McpClient;
import io.mcpctl.embedded.Mcpctl;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Offers a tool, puts it into a project, and calls it as any MCP client would; there is no socket and no other process. */
public final class Main {
    private static final String SCHEMA = """
            {"type": "object", "properties": {"words": {"type": "array", "items": {"type": "string"}}}}""";

    private static final String PROJECT = """
            kind: project
            name: demo
            description: What this program offers.
            servers: [host]
            """;

    private Main() {}

    /** The first argument, if there is one, is the folder for state. */
    public static void main(String[] args) {
        var builder = Mcpctl.builder().tool("count", "Counts words.", SCHEMA, Main::count);
        if (args.length > 0) {
            builder.home(Path.of(args[0]));
        }
        try (Mcpctl mcpctl = builder.start()) {
            mcpctl.apply(PROJECT)
                    .forEach(one -> System.out.println(one.kind() + "/" + one.name() + " " + one.result()));
            try (McpClient client = mcpctl.project("demo")) {
                System.out.println(
                        "tools: " + client.request("tools/list", Map.of()).get("tools"));
                System.out.println("count: "
                        + client.call("host__count", Map.of("words", List.of("one", "two", "three")))
                                .text());
            }
        }
        // No System.exit: nothing keeps the program alive.
    }

    private static Object count(Map<String, Object> arguments) {
        return arguments.get("words") instanceof List<?> words ? words.size() : 0;
    }
}
