package io.mcpctl.plugins.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stay that counts once, however often it is closed, and holds nothing of the provider from then on. */
final class Lodger<S> implements Stay<S> {
    private final AtomicReference<@Nullable Provider<S>> provider;

    Lodger(Provider<S> provider) {
        this.provider = new AtomicReference<>(provider);
    }

    @Override
    public Optional<Lease<S>> lease() {
        Provider<S> present = provider.get();
        return present != null && present.acquire() ? Optional.of(new Held<>(present)) : Optional.empty();
    }

    @Override
    public void close() {
        Provider<S> left = provider.getAndSet(null);
        if (left != null) {
            left.leave();
        }
    }
}
