package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.AccessListener;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of those who want to know of decisions. One that throws does not keep the others from being told. */
@Component(service = AccessListeners.class)
public final class AccessListeners {
    private static final Logger log = LoggerFactory.getLogger(AccessListeners.class);

    private final List<AccessListener> all = new CopyOnWriteArrayList<>();

    @Activate
    public AccessListeners() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(AccessListener listener) {
        all.add(listener);
    }

    void removeListener(AccessListener listener) {
        all.remove(listener);
    }

    void denied(Principal caller, Permission missing) {
        each(listener -> listener.denied(caller, missing));
    }

    void allowed(Principal caller, Permission needed) {
        each(listener -> listener.allowed(caller, needed));
    }

    private void each(Consumer<AccessListener> call) {
        for (AccessListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.atError()
                        .setCause(e)
                        .addKeyValue("listener", listener.getClass().getName())
                        .log("listener failed");
            }
        }
    }
}
