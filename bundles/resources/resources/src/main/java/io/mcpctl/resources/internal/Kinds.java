package io.mcpctl.resources.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of kinds: everyone else is given this, so that kinds may come and go. */
@Component(service = Kinds.class)
public final class Kinds {
    private final Map<String, Entry<?>> byPlural = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private volatile Known known = Known.of(List.of());

    /** A kind and who provides it. */
    record Entry<S extends Record>(Kind<S> kind, KindProvider<S> provider) {
        static <S extends Record> Entry<S> of(KindProvider<S> provider) {
            return new Entry<>(new Kind<>(provider.kind()), provider);
        }
    }

    /** All of them in the order of apply, and by every word that means one: looked up by every statement. */
    private record Known(List<Entry<?>> all, Map<String, Entry<?>> byName, Map<String, Entry<?>> byWord) {
        static Known of(Collection<Entry<?>> entries) {
            List<Entry<?>> all = entries.stream()
                    .sorted(Comparator.comparing(
                                    (Entry<?> e) -> e.kind().description().applyOrder())
                            .thenComparing(e -> e.kind().description().name()))
                    .toList();
            Map<String, Entry<?>> byName = new HashMap<>();
            Map<String, Entry<?>> byWord = new HashMap<>();
            for (Entry<?> entry : all) {
                ResourceKind<?> kind = entry.kind().description();
                byName.putIfAbsent(kind.name(), entry);
                Stream.concat(Stream.of(kind.name(), kind.plural()), kind.aliases().stream())
                        .forEach(word -> byWord.putIfAbsent(word, entry));
            }
            return new Known(all, Map.copyOf(byName), Map.copyOf(byWord));
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addProvider(KindProvider<?> provider) {
        byPlural.put(provider.kind().plural(), Entry.of(provider));
        changed();
    }

    void removeProvider(KindProvider<?> provider) {
        byPlural.values().removeIf(entry -> entry.provider() == provider);
        changed();
    }

    private synchronized void changed() {
        known = Known.of(byPlural.values());
        generation.incrementAndGet();
    }

    /** Grows whenever a kind comes or goes. */
    long generation() {
        return generation.get();
    }

    List<Entry<?>> all() {
        return known.all();
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
        return Optional.ofNullable(known.byWord().get(word));
    }

    /** The entry of a singular name. */
    Entry<?> require(String name) {
        Entry<?> entry = known.byName().get(name);
        if (entry == null) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "kind '" + name + "' is not installed; known are " + names());
        }
        return entry;
    }

    String names() {
        return all().stream().map(e -> e.kind().description().name()).collect(Collectors.joining(", "));
    }

    /** The schema of a kind that may not be registered (yet): areas use their own descriptions. */
    <S extends Record> Kind<S> kind(ResourceKind<S> description) {
        Entry<?> entry = byPlural.get(description.plural());
        if (entry != null && entry.kind().description().spec() == description.spec()) {
            @SuppressWarnings("unchecked") // the record type is the type argument
            Kind<S> same = (Kind<S>) entry.kind();
            return same;
        }
        return new Kind<>(description);
    }
}
