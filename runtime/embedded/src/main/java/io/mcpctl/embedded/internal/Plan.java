package io.mcpctl.embedded.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What shall be started. */
public record Plan(
        Optional<Path> home,
        OptionalInt port,
        Duration startLimit,
        Map<String, String> settings,
        List<Contribution<?>> contributions,
        List<Path> bundles) {
    public Plan {
        settings = Map.copyOf(settings);
        contributions = List.copyOf(contributions);
        bundles = List.copyOf(bundles);
    }
}
