package io.mcpctl.plugins.api;

import java.util.concurrent.atomic.AtomicBoolean;

/** A lease that counts once, however often it is closed. */
final class Held<S> implements Lease<S> {
    private final Provider<S> provider;
    private final AtomicBoolean closed = new AtomicBoolean();

    Held(Provider<S> provider) {
        this.provider = provider;
    }

    @Override
    public S provider() {
        return provider.service;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            provider.release();
        }
    }
}
