package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryQuery;
import java.util.Optional;

/**
 * What is looked for.
 *
 * @param text words; never empty
 * @param limit at most so many servers
 */
record Search(String text, Optional<String> transport, boolean verified, int limit) {
    boolean wants(Listing listing) {
        return (!verified || listing.verified())
                && (transport.isEmpty() || listing.transports().contains(transport.get()));
    }

    /** With the number of servers to ask for at once: filters are ours, so more may be needed than the limit says. */
    RegistryQuery query() {
        return new RegistryQuery(text, Math.clamp(limit, 30, 100));
    }
}
