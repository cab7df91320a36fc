package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Resolves references with the stored secrets. */
@Component(service = SecretResolver.class, immediate = true)
public final class StoredResolver implements SecretResolver {
    private final ResourceStore store;
    private final Backends backends;
    private final ResolverDesk desk;

    @Activate
    public StoredResolver(@Reference ResourceStore store, @Reference Backends backends, @Reference ResolverDesk desk) {
        this.store = store;
        this.backends = backends;
        this.desk = desk;
        desk.open(this);
    }

    @Deactivate
    void close() {
        desk.close(this);
    }

    @Override
    public Resolution resolve(Collection<SecretRef> references) {
        Map<String, Map<String, String>> read = new HashMap<>();
        Map<String, String> versions = new HashMap<>();
        Map<SecretRef, String> values = new HashMap<>();
        for (SecretRef reference : references) {
            Map<String, String> all = read.get(reference.name());
            if (all == null) {
                Resource<SecretSpec> secret = secret(reference);
                all = values(reference, secret);
                read.put(secret.name(), all);
                versions.put(secret.name(), version(secret));
            }
            values.put(reference, value(reference, all));
        }
        return new Resolution(values, versions);
    }

    private Resource<SecretSpec> secret(SecretRef reference) {
        return named(reference.name(), store)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND,
                        reference + ": there is no such secret; create it, or correct the reference"));
    }

    /** By name only: an id in a definition would not survive a copy to another installation. */
    private static Optional<Resource<SecretSpec>> named(String name, ResourceStore within) {
        return within.find(Kinds.SECRET, name).filter(found -> found.name().equals(name));
    }

    private Map<String, String> values(SecretRef reference, Resource<SecretSpec> secret) {
        try {
            return backends.storage(secret.spec().backend().orElse(""), store).read(SecretKind.stored(secret));
        } catch (ProblemException e) {
            String detail = e.problem().detail();
            throw new ProblemException(
                    e.kind(),
                    detail.contains(reference.toString()) ? detail : reference + " cannot be read: " + detail,
                    e);
        }
    }

    private static String value(SecretRef reference, Map<String, String> all) {
        String value = all.get(reference.key());
        if (value == null) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    reference + ": the secret has no such key; it has "
                            + (all.isEmpty() ? "none" : String.join(", ", new TreeMap<>(all).keySet())));
        }
        return value;
    }

    @Override
    public Map<String, String> versions(Set<String> secrets, ResourceStore within) {
        Map<String, String> versions = new HashMap<>();
        secrets.forEach(name -> named(name, within).ifPresent(secret -> versions.put(name, version(secret))));
        return versions;
    }

    private static String version(Resource<SecretSpec> secret) {
        return secret.id() + "@" + secret.version();
    }
}
