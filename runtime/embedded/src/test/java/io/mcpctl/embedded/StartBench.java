package io.mcpctl.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Prints how long one start takes in this JVM, from the call to the first answer of a tool. Arguments: home, and http for a listener. */
public final class StartBench {
    private StartBench() {}

    public static void main(String[] args) {
        // A host logs before it starts mcpctl: setting up its logging is no part of this start.
        LoggerFactory.getLogger(StartBench.class).info("begin");
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
