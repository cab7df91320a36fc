package io.mcpctl.plugins.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The right to call a provider. Hold it for one call, not for the life of what the call returned (that is a
 * {@link Stay}), and close it in the same {@code try} statement: a provider that goes is waited for until its leases are
 * closed.
 *
 * @param <S> the SPI
 */
@ProviderType
public interface Lease<S> extends AutoCloseable {
    /** Whom to call; not to be kept beyond {@link #close()}. */
    S provider();

    /** Ends the lease; a second time it does nothing. */
    @Override
    void close();
}
