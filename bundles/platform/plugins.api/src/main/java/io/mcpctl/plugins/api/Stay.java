package io.mcpctl.plugins.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The wish to go on with one provider for as long as something lives that it made, such as a running workload. It holds
 * nobody up by itself: each call takes a lease. While there are stays, {@link Directory#vacate} tells that the provider
 * is still needed, so its version is kept beside the one that follows it. Safe for concurrent use.
 *
 * @param <S> the SPI
 */
@ProviderType
public interface Stay<S> extends AutoCloseable {
    /** The right to call the provider once; empty when it has gone. */
    Optional<Lease<S>> lease();

    /** Ends the stay; a second time it does nothing. */
    @Override
    void close();
}
