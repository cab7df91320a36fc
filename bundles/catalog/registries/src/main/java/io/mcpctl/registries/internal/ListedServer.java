package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.resources.api.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server of a registry, as the REST interface tells of it. */
record ListedServer(
        @Doc("Registry that the record is of.") String source,
        @Doc("What that registry calls the server.") String id,
        @Doc("The server's own name.") String name,
        @Doc("Name for people.") Optional<String> title,
        @Doc("What it is for.") String description,
        @Doc("Latest version.") Optional<String> version,

        @Doc("How it speaks MCP, where that is known: stdio, sse, streamable-http.")
        List<String> transport,

        @Doc("Ways to get it, as far as this record says.") List<Way> packages,
        @Doc("Where its source is.") Optional<String> repositoryUrl,

        @Doc("What it asks for when it is taken as it is preferred.")
        List<Input> envTemplate,

        @Doc("How often it is used, where that is counted.") Optional<Long> popularity,

        @Doc("Whether the registry vouches for who made it.")
        boolean verified,

        @Doc("Whether its authors say that it should not be used any more.")
        boolean deprecated,

        @Doc("When its record changed, ISO-8601.") Optional<String> lastUpdated,
        @Doc("The same server elsewhere: <registry>:<id>.") List<String> alsoIn,
        @Doc("A name that it may have here.") String suggestedName) {

    /** One way to get it. */
    record Way(
            @Doc("npm, pypi, oci, remote, or one that cannot be run here.")
            String type,

            @Doc("Package, image or address.") String identifier,
            @Doc("Version of the package.") Optional<String> version,
            @Doc("How it speaks MCP.") String transport,
            @Doc("Whether a server can be made of it here.") boolean usable,
            @Doc("What it asks for.") List<Input> inputs,
            @Doc("What of it is not taken over.") List<String> notes) {}

    static ListedServer of(Listing listing) {
        List<Way> ways = new ArrayList<>();
        for (RegistryOffer offer : listing.offers()) {
            ways.add(new Way(
                    offer.type(),
                    Untrusted.line(offer.identifier(), 400),
                    offer.version(),
                    offer.transport(),
                    Offers.canRun(offer),
                    Input.of(offer),
                    Stream.concat(offer.obstacle().stream(), offer.notes().stream())
                            .toList()));
        }
        boolean usable = listing.offers().stream().anyMatch(Offers::canRun);
        return new ListedServer(
                listing.source(),
                listing.id(),
                listing.id(),
                listing.title(),
                listing.description(),
                listing.version(),
                listing.transports().stream().sorted().toList(),
                ways,
                listing.repository().map(Repository::url),
                usable ? Input.of(Proposals.choose(listing, Optional.empty())) : List.of(),
                listing.popularity(),
                listing.verified(),
                listing.deprecated(),
                listing.lastUpdated(),
                listing.alsoIn(),
                Words.label(listing.id()));
    }
}
