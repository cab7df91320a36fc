package io.mcpctl.registry.api;

import java.util.List;
import java.util.Optional;

/**
 * Part of the answer to a search.
 *
 * @param skipped how many records were left out because they make no sense
 * @param next cursor of the next page; empty when this is the last one
 */
public record RegistryPage(List<RegistryListing> listings, int skipped, Optional<String> next) {
    public RegistryPage {
        listings = List.copyOf(listings);
    }
}
