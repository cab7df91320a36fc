package io.mcpctl.embedded;

import java.nio.file.Path;
import java.util.Map;

/** Prints how long one start takes in this JVM, from the call to the first answer of a tool. Arguments: home, and http for a listener. */
public final class StartBench {
    private StartBench() {}

    public static void main(String[] args) {
        long begin = System.nanoTime();
        McpctlBuilder builder =
                Mcpctl.builder().home(Path.of(args[0])).tool("one", "Tells one.", "{\"type\":\"object\"}", in -> 1);
        if (args.length > 1) {
            builder.http(0);
        }
        try (Mcpctl mcpctl = builder.start();
                McpClient client = mcpctl.server("host")) {
            long started = System.nanoTime();
            client.call("one", Map.of());
            System.out.printf(
                    "framework ready %d ms, tools served %d ms, first answer %d ms%n",
                    mcpctl.startedIn().toMillis(),
                    (started - begin) / 1_000_000,
                    (System.nanoTime() - begin) / 1_000_000);
        }
    }
}
