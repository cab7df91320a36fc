package io.mcpctl.secrets.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.secrets.api.SecretSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /secrets/<name>/reveal}, also written {@code GET /secrets/<name>?reveal=true}. */
@Component
public final class SecretReveal implements RouteProvider {
    private final ResourceStore store;
    private final Backends backends;

    @Activate
    public SecretReveal(@Reference ResourceStore store, @Reference Backends backends) {
        this.store = store;
        this.backends = backends;
    }

    /** A secret with its values. */
    public record Revealed(
            String id,
            String name,
            Map<String, String> data,
            Optional<String> backend,
            Optional<String> externalRef,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        /** Without values. */
        @Override
        public String toString() {
            return "Revealed[" + name + "]";
        }
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.get(
                        "/secrets/{name}/reveal",
                        Permission.on(Action.edit, "secrets", "{name}"),
                        Revealed.class,
                        "A secret with its clear values; GET /secrets/{name}?reveal=true is the same.",
                        this::read)
                .verb("reveal"));
    }

    private Reply read(Call<?> call) {
        String name = call.segment("name");
        Resource<SecretSpec> secret = store.find(Kinds.SECRET, name)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "secret '" + name + "' not found; see 'get secrets'"));
        Map<String, String> values =
                backends.storage(secret.spec().backend().orElse(""), store).read(SecretKind.stored(secret));
        return new Reply.Json(
                new Revealed(
                        secret.id(),
                        secret.name(),
                        values,
                        secret.spec().backend(),
                        secret.spec().externalRef(),
                        secret.version(),
                        secret.createdAt(),
                        secret.updatedAt()),
                Map.of("Cache-Control", "no-store"));
    }
}
