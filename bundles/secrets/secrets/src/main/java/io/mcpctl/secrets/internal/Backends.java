package io.mcpctl.secrets.internal;

import io.mcpctl.plugins.api.Directory;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.SecretBackendSpec;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of drivers, and the stores that the backends describe: each is opened once and kept until its row changes. */
@Component(service = Backends.class)
public final class Backends {
    /** Opening a store returns at once. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final ResolverDesk resolver;
    private final Directory<SecretDriver> drivers = new Directory<>(SecretDriver.class);
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(int version, SecretDriver driver, SecretStorage storage) {}

    @Activate
    public Backends(@Reference ResolverDesk resolver, @Reference DefaultBackend repaired) {
        this.resolver = resolver;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addDriver(SecretDriver driver, Map<String, Object> properties) {
        drivers.add(driver, properties);
    }

    void removeDriver(SecretDriver driver, Map<String, Object> properties) {
        drivers.remove(driver, properties, DRAIN);
        opened.values().removeIf(one -> {
            if (one.driver() == driver) {
                one.storage().close();
                return true;
            }
            return false;
        });
    }

    @Deactivate
    void close() {
        opened.values().forEach(one -> one.storage().close());
        opened.clear();
    }

    /** Lets the driver of a type that somebody wrote check the settings. */
    void check(String type, Map<String, Object> config) {
        try (Lease<SecretDriver> lease = drivers.lease(type).orElseThrow(() -> unknown(type))) {
            lease.provider().check(config);
        }
    }

    private ProblemException unknown(String type) {
        String message = "'" + type + "' is not known; known are " + String.join(", ", drivers.names());
        return new ProblemException(
                new Problem(ProblemKind.INVALID, "type: " + message, List.of(new Violation("type", message))), null);
    }

    SecretStorage storage(String backend, ResourceStore store) {
        Resource<SecretBackendSpec> row = store.find(Kinds.BACKEND, backend)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "secretbackend '" + backend + "' not found; see 'get secretbackends'"));
        return storage(row);
    }

    SecretStorage storage(Resource<SecretBackendSpec> row) {
        String type = row.spec().type();
        try (Lease<SecretDriver> lease = drivers.lease(type)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "no driver of type '" + type + "' is installed for secretbackend '" + row.name() + "'"))) {
            return storage(row, lease.provider());
        }
    }

    private SecretStorage storage(Resource<SecretBackendSpec> row, SecretDriver driver) {
        return opened.compute(row.id(), (id, known) -> {
                    if (known != null && known.version() == row.version() && known.driver() == driver) {
                        return known;
                    }
                    if (known != null) {
                        known.storage().close();
                    }
                    return new Opened(
                            row.version(),
                            driver,
                            driver.open(row.name(), row.spec().config(), resolver));
                })
                .storage();
    }

    void forget(Resource<SecretBackendSpec> row) {
        Opened gone = opened.remove(row.id());
        if (gone != null) {
            gone.storage().close();
        }
    }
}
