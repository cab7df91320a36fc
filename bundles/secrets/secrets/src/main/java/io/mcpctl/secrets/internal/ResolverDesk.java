package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The resolver that drivers are given before there is one: resolving needs the store, the store needs the kinds, the
 * kinds need the drivers, and a driver may need a secret. It is found here at its first use.
 */
@Component(service = ResolverDesk.class)
public final class ResolverDesk implements SecretResolver {
    private final AtomicReference<@Nullable SecretResolver> current = new AtomicReference<>();

    @Activate
    public ResolverDesk() {}

    void open(SecretResolver resolver) {
        current.set(resolver);
    }

    /** A late farewell never removes a newcomer. */
    void close(SecretResolver resolver) {
        current.compareAndSet(resolver, null);
    }

    @Override
    public Resolution resolve(Collection<SecretRef> references) {
        return resolver().resolve(references);
    }

    @Override
    public Map<String, String> versions(Set<String> secrets, ResourceStore within) {
        return resolver().versions(secrets, within);
    }

    private SecretResolver resolver() {
        SecretResolver known = current.get();
        if (known == null) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "secrets cannot be resolved yet, the daemon is starting; retry in a moment");
        }
        return known;
    }
}
