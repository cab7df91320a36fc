package io.mcpctl.secrets.internal;

import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.SecretReferrers;
import io.mcpctl.secrets.api.SecretReferrers.Use;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The directory of those who know uses of secrets. */
@Component(service = Referrers.class)
public final class Referrers {
    private final List<SecretReferrers> all = new CopyOnWriteArrayList<>();

    @Activate
    public Referrers() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addReferrers(SecretReferrers referrers) {
        all.add(referrers);
    }

    void removeReferrers(SecretReferrers referrers) {
        all.remove(referrers);
    }

    List<Use> of(String secret, ResourceStore within) {
        return all.stream().flatMap(one -> one.of(secret, within).stream()).toList();
    }
}
