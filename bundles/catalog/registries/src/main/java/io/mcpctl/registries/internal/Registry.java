package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryLine;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.Function;

/**
 * A registry by its name, and what is needed to ask it.
 *
 * @param key gives the bearer at the time of the request
 */
record Registry(String name, Sources sources, HttpClient client, Function<RegistryAddress, Optional<String>> key) {
    /** @param deadline of {@link System#nanoTime} */
    RegistryLine line(RegistryAddress address, long deadline) {
        return new HttpLine(address, client, () -> key.apply(address), deadline);
    }
}
