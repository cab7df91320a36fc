package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The official TypeScript client, which uses every feature of an endpoint once. */
final class SdkClient {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private SdkClient() {}

    /** What each feature answered. {@code way} is {@code http <url>} or {@code stdio <command...>}. */
    static JsonNode use(Product product, String prefix, List<String> way) {
        List<String> arguments = new ArrayList<>(List.of(prefix));
        arguments.addAll(way);
        return run(product, "client.mjs", arguments);
    }

    /** The client of both eras, in one of them: {@code modern} or {@code legacy}. */
    static JsonNode useEra(Product product, String era, String prefix, String url) {
        return run(product, "eras.mjs", List.of(era, prefix, url));
    }

    private static JsonNode run(Product product, String program, List<String> arguments) {
        Npm.resource(program);
        return Run.of(Npm.node(program, arguments), Npm.installed(), product.environment(), "", LIMIT)
                .exits(0)
                .json();
    }
}
