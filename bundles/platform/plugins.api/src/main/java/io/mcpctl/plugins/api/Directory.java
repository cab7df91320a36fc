package io.mcpctl.plugins.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The providers of one SPI, by name. A component of the area owns it and passes on the bind and unbind calls of a
 * dynamic reference:
 *
 * <pre>{@code
 * private final Directory<Stage> stages = new Directory<>(Stage.class);
 *
 * @Reference(cardinality = MULTIPLE, policy = DYNAMIC)
 * void addStage(Stage stage, Map<String, Object> properties) {
 *     stages.add(stage, properties);
 * }
 *
 * void removeStage(Stage stage, Map<String, Object> properties) {
 *     stages.remove(stage, properties, DRAIN);
 * }
 *
 * Section call(String name) {
 *     try (Lease<Stage> lease = stages.lease(name).orElseThrow(() -> unknown(name))) {
 *         return lease.provider().process(...);
 *     }
 * }
 * }</pre>
 *
 * <p>When a plug-in is exchanged, its new version is registered beside the old one. Of two providers of one name the
 * higher {@code service.ranking} is in use, then the older; so calls move in the moment the old one is removed, and
 * {@link #remove} returns when the calls that began with it have ended. Since a service is unregistered before it is
 * deactivated, no provider is stopped under a call that keeps to the limit. Safe for concurrent use; a lease costs well
 * below a microsecond.
 *
 * @param <S> the SPI, an interface with {@link ExtensionPoint}
 */
@ProviderType
public final class Directory<S> {
    private final String key;
    private final Map<String, Providers<S>> byName = new ConcurrentHashMap<>();

    public Directory(Class<S> spi) {
        ExtensionPoint point = spi.getAnnotation(ExtensionPoint.class);
        if (point == null) {
            throw new IllegalArgumentException(spi.getName() + " is no @ExtensionPoint");
        }
        key = point.key();
    }

    /**
     * Takes in a provider.
     *
     * @param properties of its service
     * @return its name, or empty when it has none: then it is not taken in
     */
    public Optional<String> add(S provider, Map<String, ?> properties) {
        Optional<String> name = name(properties);
        name.ifPresent(word -> byName.compute(word, (ignored, known) -> (known == null ? Providers.<S>none() : known)
                .with(new Provider<>(
                        provider,
                        number(properties, "service.ranking"),
                        number(properties, "service.id"),
                        number(properties, "service.bundleid")))));
        return name;
    }

    /**
     * Takes out a provider, so that no new call reaches it, and waits for the calls under way.
     *
     * @param limit to wait at most; an interruption ends the waiting too, and stays set
     * @return how many calls are still under way
     */
    public int remove(S provider, Map<String, ?> properties, Duration limit) {
        Optional<Provider<S>> gone = name(properties).flatMap(name -> take(name, provider));
        return gone.map(one -> one.retire(limit)).orElse(0);
    }

    /** The right to call the provider of a name once; empty when there is none. */
    public Optional<Lease<S>> lease(String name) {
        for (Providers<S> known = byName.get(name); known != null; known = byName.get(name)) {
            Provider<S> first = known.first();
            if (first.acquire()) {
                return Optional.of(new Held<>(first));
            }
        }
        return Optional.empty();
    }

    /**
     * A stay with the provider of a name: what it makes is asked of it and not of its successor. An area that needs this
     * is a {@link LongUse} and passes it on to {@link #vacate}.
     *
     * @return empty when there is no provider of that name that begins something new
     */
    public Optional<Stay<S>> stay(String name) {
        for (Providers<S> known = byName.get(name); known != null; known = byName.get(name)) {
            Provider<S> first = known.first();
            if (first.settle()) {
                return Optional.of(new Lodger<>(first));
            }
            if (byName.get(name) == known && known.again().first() == first) {
                return Optional.empty(); // it goes, and nobody follows it
            }
        }
        return Optional.empty();
    }

    /**
     * Prefers all others to the providers of a bundle, whatever their ranking. Leases and stays that there are go on.
     *
     * @param bundle as the property {@code service.bundleid} has it
     * @return whether none of its providers has a stay (any more)
     */
    public boolean vacate(long bundle) {
        boolean vacant = true;
        for (String name : byName.keySet()) {
            Providers<S> known = byName.computeIfPresent(name, (ignored, all) -> leaving(all, bundle));
            vacant &= known == null || known.inOrder().stream().allMatch(one -> one.bundle != bundle || one.isVacant());
        }
        return vacant;
    }

    private static <S> Providers<S> leaving(Providers<S> all, long bundle) {
        if (all.inOrder().stream().noneMatch(one -> one.bundle == bundle && !one.isVacating())) {
            return all;
        }
        all.inOrder().stream().filter(one -> one.bundle == bundle).forEach(Provider::vacate);
        return all.again();
    }

    /** The names, sorted. */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    private Optional<Provider<S>> take(String name, S provider) {
        Optional<Provider<S>> gone = Optional.ofNullable(byName.get(name)).flatMap(known -> known.find(provider));
        gone.ifPresent(one -> byName.computeIfPresent(name, (ignored, known) -> known.without(one)));
        return gone;
    }

    private Optional<String> name(Map<String, ?> properties) {
        return properties.get(key) instanceof String name && !name.isBlank() ? Optional.of(name) : Optional.empty();
    }

    private static long number(Map<String, ?> properties, String key) {
        return properties.get(key) instanceof Number number ? number.longValue() : 0;
    }
}
