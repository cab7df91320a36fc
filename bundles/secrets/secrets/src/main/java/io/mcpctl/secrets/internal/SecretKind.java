package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.secrets.api.SecretReferrers.Use;
import io.mcpctl.secrets.api.SecretSpec;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The kind {@code secret}: values go in, masks come out. */
@Component(service = KindProvider.class, property = "kind=secret")
public final class SecretKind implements KindProvider<SecretSpec> {
    private static final Logger LOG = LoggerFactory.getLogger(SecretKind.class);
    private static final int NAMED_USES = 5;

    private final Backends backends;
    private final Referrers referrers;

    @Activate
    public SecretKind(@Reference Backends backends, @Reference Referrers referrers) {
        this.backends = backends;
        this.referrers = referrers;
    }

    @Override
    public ResourceKind<SecretSpec> kind() {
        return Kinds.SECRET;
    }

    static StoredSecret stored(Resource<SecretSpec> secret) {
        return new StoredSecret(
                secret.name(), secret.spec().row(), secret.spec().externalRef());
    }

    /** What is returned holds no clear value: from here on it may be stored and told to listeners. */
    @Override
    public SecretSpec check(
            String name, SecretSpec spec, Optional<Resource<SecretSpec>> before, Transaction transaction) {
        StoredSecret known = before.map(SecretKind::stored).orElse(new StoredSecret(name, Map.of(), Optional.empty()));
        SecretChange change = SecretChange.of(spec, known.row().keySet());
        Optional<String> oldBackend = before.flatMap(b -> b.spec().backend());
        String backend = spec.backend().or(() -> oldBackend).orElseGet(() -> defaultBackend(transaction));
        boolean stays = oldBackend.equals(Optional.of(backend));
        if (before.isPresent() && stays && change.keeps(known.row().keySet())) {
            return before.get().spec();
        }
        Map<String, String> old = oldBackend
                .map(b -> backends.storage(b, transaction).read(known))
                .orElse(Map.of());
        Map<String, String> values = change.over(old);
        if (before.isPresent() && stays && values.equals(old)) {
            return before.get().spec();
        }
        SecretStorage storage = backends.storage(backend, transaction);
        StoredSecret place = stays ? known : new StoredSecret(name, Map.of(), Optional.empty());
        StoredSecret written = transaction.dryRun()
                ? new StoredSecret(name, masked(values.keySet()), place.externalRef())
                : storage.write(place, values);
        if (!stays && known.externalRef().isPresent()) {
            transaction.warn("the copy of secret '" + name + "' in secretbackend '" + oldBackend.orElse("")
                    + "' stays; delete it there");
        }
        return spec(written.row(), backend, written.externalRef());
    }

    private static SecretSpec spec(Map<String, String> row, String backend, Optional<String> externalRef) {
        Map<String, Optional<String>> data = new HashMap<>();
        row.forEach((key, text) -> data.put(key, Optional.of(text)));
        return new SecretSpec(Map.copyOf(data), Optional.empty(), Optional.of(backend), externalRef, List.of());
    }

    private static String defaultBackend(Transaction transaction) {
        return transaction.list(Kinds.BACKEND).stream()
                .filter(backend -> backend.spec().isDefault())
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE, "no secretbackend is the default one; make one so, or name one"))
                .name();
    }

    private static Map<String, String> masked(Collection<String> keys) {
        return keys.stream().collect(Collectors.toMap(Function.identity(), key -> SecretSpec.MASK));
    }

    @Override
    public SecretSpec present(Resource<SecretSpec> resource, Transaction transaction) {
        SecretSpec spec = resource.spec();
        Set<String> keys = spec.data().keySet();
        Map<String, Optional<String>> data = new TreeMap<>();
        keys.forEach(key -> data.put(key, Optional.of(SecretSpec.MASK)));
        return new SecretSpec(
                Map.copyOf(data),
                Optional.empty(),
                spec.backend(),
                spec.externalRef(),
                keys.stream().sorted().toList());
    }

    @Override
    public boolean onDelete(Resource<SecretSpec> resource, Transaction transaction) {
        List<Use> uses = referrers.of(resource.name(), transaction);
        boolean forced = transaction.parameter("force").equals(Optional.of("true"));
        boolean essential = uses.stream().anyMatch(Use::essential);
        if (essential || (!uses.isEmpty() && !forced)) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "secret '" + resource.name() + "' is used by "
                            + uses.stream().limit(NAMED_USES).map(Use::toString).collect(Collectors.joining(", "))
                            + (uses.size() > NAMED_USES ? " and " + (uses.size() - NAMED_USES) + " more" : "")
                            + (essential ? "; change that first" : "; change that first, or delete with ?force=true"));
        }
        deleteCopy(resource, transaction);
        return true;
    }

    /** Best effort: a store that is away must not keep a secret from being forgotten here. */
    private void deleteCopy(Resource<SecretSpec> resource, Transaction transaction) {
        try {
            String backend = resource.spec().backend().orElse("");
            backends.storage(backend, transaction).delete(stored(resource));
        } catch (ProblemException e) {
            LOG.atWarn()
                    .addKeyValue("secret", resource.name())
                    .setCause(e)
                    .log("copy of a deleted secret stays in its store");
            transaction.warn("the copy of secret '" + resource.name() + "' in its store could not be deleted: "
                    + e.problem().detail());
        }
    }
}
