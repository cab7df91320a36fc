package io.mcpctl.resources.internal;

import io.mcpctl.store.api.NeighbourListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of this daemon what other daemons changed. */
@Component(service = NeighbourListener.class)
public final class NeighbourChanges implements NeighbourListener {
    private static final Logger log = LoggerFactory.getLogger(NeighbourChanges.class);

    private final JdbcStore store;
    private final Kinds kinds;
    private final Listeners listeners;

    @Activate
    public NeighbourChanges(@Reference JdbcStore store, @Reference Kinds kinds, @Reference Listeners listeners) {
        this.store = store;
        this.kinds = kinds;
        this.listeners = listeners;
    }

    @Override
    public void told(String text) {
        try {
            ForeignChanges.read(text, kinds, store).ifPresent(store::announce);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("a change of another daemon cannot be read; everything is read again");
            missed();
        }
    }

    @Override
    public void missed() {
        listeners.tellMissed();
    }
}
