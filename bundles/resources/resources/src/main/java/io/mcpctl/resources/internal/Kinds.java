package io.mcpctl.resources.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of kinds: everyone else is given this, so that kinds may come and go. */
@Component(service = Kinds.class)
public final class Kinds {
    private final Map<String, Entry<?>> byPlural = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    /** A kind and who provides it. */
    record Entry<S extends Record>(Kind<S> kind, KindProvider<S> provider) {
        static <S extends Record> Entry<S> of(KindProvider<S> provider) {
            return new Entry<>(new Kind<>(provider.kind()), provider);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(KindProvider<?> provider) {
        byPlural.put(provider.kind().plural(), Entry.of(provider));
        generation.incrementAndGet();
    }

    void removeProvider(KindProvider<?> provider) {
        byPlural.values().removeIf(entry -> entry.provider() == provider);
        generation.incrementAndGet();
    }

    /** Grows whenever a kind comes or goes. */
    long generation() {
        return generation.get();
    }

    List<Entry<?>> all() {
        return byPlural.values().stream()
                .sorted(Comparator.comparing(
                                (Entry<?> e) -> e.kind().description().applyOrder())
                        .thenComparing(e -> e.kind().description().name()))
                .toList();
    }

    List<ResourceKind<?>> descriptions() {
        List<ResourceKind<?>> all = new ArrayList<>();
        all().forEach(entry -> all.add(entry.kind().description()));
        return List.copyOf(all);
    }

    Optional<Entry<?>> byPlural(String plural) {
        return Optional.ofNullable(byPlural.get(plural));
    }

    /** By singular name, plural or alias. */
    Optional<Entry<?>> byWord(String word) {
        return all().stream()
                .filter(e -> e.kind().description().name().equals(word)
                        || e.kind().description().plural().equals(word)
                        || e.kind().description().aliases().contains(word))
                .findFirst();
    }

    /** The entry of a singular name. */
    Entry<?> require(String name) {
        return all().stream()
                .filter(e -> e.kind().description().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE, "kind '" + name + "' is not installed; known are " + names()));
    }

    String names() {
        return all().stream().map(e -> e.kind().description().name()).collect(Collectors.joining(", "));
    }

    /** The schema of a kind that may not be registered (yet): areas use their own descriptions. */
    <S extends Record> Kind<S> kind(ResourceKind<S> description) {
        Entry<?> entry = byPlural.get(description.plural());
        if (entry != null && entry.kind().description().spec() == description.spec()) {
            @SuppressWarnings("unchecked") // the record type is the type argument
            Kind<S> known = (Kind<S>) entry.kind();
            return known;
        }
        return new Kind<>(description);
    }
}
