package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import io.mcpctl.secrets.api.SecretBackendSpec;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code secretbackend}. Exactly one is the default at all times. */
@Component(service = KindProvider.class, property = "kind=secretbackend")
public final class SecretBackendKind implements KindProvider<SecretBackendSpec> {
    private final Backends backends;

    @Activate
    public SecretBackendKind(@Reference Backends backends) {
        this.backends = backends;
    }

    @Override
    public ResourceKind<SecretBackendSpec> kind() {
        return Kinds.BACKEND;
    }

    @Override
    public SecretBackendSpec check(
            String name,
            SecretBackendSpec spec,
            Optional<Resource<SecretBackendSpec>> before,
            Transaction transaction) {
        before.ifPresent(known -> requireSameType(known, spec));
        backends.check(spec.type(), spec.config());
        boolean was = before.map(known -> known.spec().isDefault()).orElse(false);
        if (was && !spec.isDefault()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "secretbackend '" + name + "' is the default one; make another the default instead");
        }
        if (spec.isDefault() && !was) {
            takeDefault(name, transaction);
        }
        return spec;
    }

    private static void requireSameType(Resource<SecretBackendSpec> known, SecretBackendSpec spec) {
        if (!known.spec().type().equals(spec.type())) {
            String message = "cannot be changed from '" + known.spec().type() + "'; create another backend";
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, "type: " + message, List.of(new Violation("type", message))),
                    null);
        }
    }

    /** One writer at a time: two that take the mark from the same backend would both believe to have it. */
    private static void takeDefault(String name, Transaction transaction) {
        try (PreparedStatement all =
                transaction.connection().prepareStatement("select id from secret_backends order by id for update")) {
            all.executeQuery().close();
        } catch (SQLException e) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "secret backends are being changed by someone else; repeat", e);
        }
        transaction.list(Kinds.BACKEND).stream()
                .filter(other -> other.spec().isDefault() && !other.name().equals(name))
                .forEach(other -> transaction.update(Kinds.BACKEND, other.id(), s -> s.withDefault(false)));
    }

    @Override
    public SecretBackendSpec present(Resource<SecretBackendSpec> resource, Transaction transaction) {
        SecretBackendSpec spec = resource.spec();
        return new SecretBackendSpec(
                spec.type(),
                spec.config(),
                spec.isDefault(),
                spec.description(),
                spec.tokenMeta(),
                Optional.of(health(resource)));
    }

    private String health(Resource<SecretBackendSpec> resource) {
        try {
            return backends.storage(resource).trouble().orElse("ok");
        } catch (ProblemException e) {
            return e.problem().detail();
        }
    }

    @Override
    public boolean onDelete(Resource<SecretBackendSpec> resource, Transaction transaction) {
        if (resource.spec().isDefault()) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "secretbackend '" + resource.name() + "' is the default one; make another the default first");
        }
        int secrets = transaction.listBy(Kinds.SECRET, "backend", resource.id()).size();
        if (secrets > 0) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "secretbackend '" + resource.name() + "' still holds " + secrets
                            + (secrets == 1 ? " secret" : " secrets") + "; delete or move them first");
        }
        backends.forget(resource);
        return true;
    }
}
