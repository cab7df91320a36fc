package io.mcpctl.store.internal;

import io.mcpctl.store.api.NeighbourListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Brings those who listen to the neighbours together with them. It stands apart because listeners need the store and the
 * store needs the neighbours: in a circle a listener that comes at the wrong moment would be left out for good.
 */
@Component(
        immediate = true,
        service = {})
public final class NeighbourEars {
    private final DatabaseNeighbours neighbours;

    @Activate
    public NeighbourEars(@Reference DatabaseNeighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** What was told before it came is made good: it reads everything again. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addListener(NeighbourListener listener) {
        neighbours.addListener(listener);
        if (neighbours.exist()) {
            listener.missed();
        }
    }

    void removeListener(NeighbourListener listener) {
        neighbours.removeListener(listener);
    }
}
