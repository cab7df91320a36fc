package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.SecretReferrers;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.ValueFrom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Tells which servers use a secret, when it is about to be deleted. */
@Component
public final class SecretUses implements SecretReferrers {
    @Activate
    public SecretUses() {}

    @Override
    public List<Use> of(String secret, ResourceStore within) {
        return within.list(Kinds.SERVER).stream()
                .flatMap(server -> uses(server, secret).stream())
                .toList();
    }

    private static List<Use> uses(Resource<ServerSpec> server, String secret) {
        List<Use> uses = new ArrayList<>();
        server.spec().env().stream()
                .filter(entry -> refersTo(entry.valueFrom(), secret))
                .forEach(entry -> uses.add(new Use("server", server.name(), "env " + entry.name(), false)));
        server.spec().headers().stream()
                .filter(entry -> refersTo(entry.valueFrom(), secret))
                .forEach(entry -> uses.add(new Use("server", server.name(), "header " + entry.name(), false)));
        return uses;
    }

    private static boolean refersTo(Optional<ValueFrom> from, String secret) {
        return from.map(f -> f.secretRef().name().equals(secret)).orElse(false);
    }
}
