package io.mcpctl.registry.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A server as a registry describes it.
 *
 * @param id what the registry calls it and is asked for it by: letters, digits, {@code @ . _ - /}, at most 250
 * @param title name for people
 * @param description empty when there is none
 * @param version the latest
 * @param offers ways to get it, as far as this record says; at most 20
 * @param transports how it speaks MCP where the registry says so apart from the offers: {@code stdio}, {@code sse},
 *     {@code streamable-http}
 * @param repository where its source is
 * @param popularity uses or the like, where the registry counts them
 * @param verified whether the registry vouches for who made it
 * @param deprecated whether its authors say that it should not be used any more
 * @param lastUpdated ISO-8601
 */
public record RegistryListing(
        String id,
        Optional<String> title,
        String description,
        Optional<String> version,
        List<RegistryOffer> offers,
        Set<String> transports,
        Optional<Repository> repository,
        Optional<Long> popularity,
        boolean verified,
        boolean deprecated,
        Optional<String> lastUpdated) {
    public RegistryListing {
        offers = List.copyOf(offers);
        transports = Set.copyOf(transports);
    }

    /**
     * Where the source is; several servers may share a repository in folders of their own.
     *
     * @param url http or https
     */
    public record Repository(String url, Optional<String> folder) {}

    /** The least that can be said. */
    public static RegistryListing of(String id, String description, List<RegistryOffer> offers) {
        return new RegistryListing(
                id,
                Optional.empty(),
                description,
                Optional.empty(),
                offers,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }
}
