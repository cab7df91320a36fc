package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The official TypeScript client, which uses every feature of an endpoint once. */
final class SdkClient {
    private static final String SCRIPT = "client.mjs";
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private SdkClient() {}

    /** What each feature answered. {@code way} is {@code http <url>} or {@code stdio <command...>}. */
    static JsonNode use(Product product, String prefix, List<String> way) {
        Path folder = Npm.installed();
        try (InputStream script = Objects.requireNonNull(SdkClient.class.getResourceAsStream("/" + SCRIPT))) {
            Files.copy(
                    script,
                    folder.resolve(SCRIPT),
                    StandardCopyOption.REPLACE_EXISTING); // Node finds packages beside it.
        } catch (IOException e) {
            throw new AssertionError(SCRIPT + " cannot be put into " + folder, e);
        }
        List<String> arguments = new ArrayList<>(List.of(prefix));
        arguments.addAll(way);
        return Run.of(Npm.node(SCRIPT, arguments), folder, product.environment(), "", LIMIT)
                .exits(0)
                .json();
    }
}
