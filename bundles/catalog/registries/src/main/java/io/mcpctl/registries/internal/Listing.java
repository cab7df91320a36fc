package io.mcpctl.registries.internal;

import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A server as a registry describes it, cleaned of what harms, and where else it was found.
 *
 * @param id what the registry is asked for it by
 * @param transports of its offers, or what the registry says about them
 * @param popularity uses or the like, where the registry counts them
 * @param lastUpdated ISO-8601
 * @param alsoIn the same server in other registries, as {@code <registry>:<id>}
 */
record Listing(
        String source,
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
        Optional<String> lastUpdated,
        List<String> alsoIn) {

    Listing {
        offers = List.copyOf(offers);
        transports = Set.copyOf(transports);
        alsoIn = List.copyOf(alsoIn);
    }

    String key() {
        return source + ":" + id;
    }

    /** Packages and images, so that two records of the same one are known as such. */
    Set<String> packages() {
        return offers.stream()
                .filter(offer -> !Offers.isRemote(offer))
                .map(offer -> offer.type() + ":" + bare(offer).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An image without tag and digest. */
    private static String bare(RegistryOffer offer) {
        return offer.type().equals(RegistryOffer.OCI)
                ? offer.identifier().replaceFirst("@.*$", "").replaceFirst(":[^/:]*$", "")
                : offer.identifier();
    }

    /** How much there is to know from it. */
    int richness() {
        return (int) offers.stream().filter(Offers::canRun).count() * 10
                + offers.stream().mapToInt(offer -> Offers.inputs(offer).size()).sum()
                + (int) Stream.of(title, version, repository, popularity, lastUpdated)
                        .filter(Optional::isPresent)
                        .count()
                + (description.isEmpty() ? 0 : 1);
    }

    /** This one with what only another record of the same server knows. */
    Listing with(Listing other) {
        Set<String> ways = new TreeSet<>(transports);
        ways.addAll(other.transports);
        List<String> others = Stream.of(alsoIn.stream(), Stream.of(other.key()), other.alsoIn.stream())
                .flatMap(keys -> keys)
                .filter(key -> !key.equals(key()))
                .distinct()
                .toList();
        return new Listing(
                source,
                id,
                title.or(other::title),
                description.isEmpty() ? other.description : description,
                version,
                offers.isEmpty() ? other.offers : offers,
                ways,
                repository.or(other::repository),
                Stream.concat(popularity.stream(), other.popularity.stream()).max(Long::compare),
                verified || other.verified,
                deprecated && other.deprecated,
                Stream.concat(lastUpdated.stream(), other.lastUpdated.stream()).max(String::compareTo),
                others);
    }
}
