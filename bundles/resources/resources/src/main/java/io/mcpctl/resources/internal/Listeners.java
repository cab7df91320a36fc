package io.mcpctl.resources.internal;

import io.mcpctl.resources.api.ResourceListener;
import io.mcpctl.resources.api.ResourceListener.Change;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory of listeners. One that throws does not keep the others from being told. */
@Component(service = Listeners.class)
public final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<ResourceListener> all = new CopyOnWriteArrayList<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(ResourceListener listener) {
        all.add(listener);
    }

    void removeListener(ResourceListener listener) {
        all.remove(listener);
    }

    void tell(Change change) {
        each(listener -> listener.changed(change), change.kind());
    }

    /** Changes of other daemons may have been missed. */
    void tellMissed() {
        each(ResourceListener::missed, "all");
    }

    private void each(Consumer<ResourceListener> call, String kind) {
        for (ResourceListener listener : all) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                log.atError()
                        .setCause(e)
                        .addKeyValue("listener", listener.getClass().getName())
                        .addKeyValue("kind", kind)
                        .log("listener failed");
            }
        }
    }
}
