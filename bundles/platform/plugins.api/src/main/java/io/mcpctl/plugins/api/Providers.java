package io.mcpctl.plugins.api;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The providers of one name; the first is in use. */
record Providers<S>(List<Provider<S>> inOrder) {
    static <S> Providers<S> none() {
        return new Providers<>(List.of());
    }

    Provider<S> first() {
        return inOrder.getFirst();
    }

    Optional<Provider<S>> find(S service) {
        return inOrder.stream().filter(one -> one.service == service).findFirst();
    }

    Providers<S> with(Provider<S> newcomer) {
        return sorted(Stream.concat(inOrder.stream(), Stream.of(newcomer)));
    }

    /** The same in the order that is right now; those that are vacating come last. */
    Providers<S> again() {
        return sorted(inOrder.stream());
    }

    private static <S> Providers<S> sorted(Stream<Provider<S>> all) {
        return new Providers<>(all.sorted(Comparator.<Provider<S>, Boolean>comparing(Provider::isVacating)
                        .thenComparingLong(one -> -one.ranking)
                        .thenComparingLong(one -> one.id))
                .toList());
    }

    /** The others, or nothing. */
    @Nullable
    Providers<S> without(Provider<S> gone) {
        List<Provider<S>> rest = inOrder.stream().filter(one -> one != gone).toList();
        return rest.isEmpty() ? null : new Providers<>(rest);
    }
}
