package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.api.LongUse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The areas in which what a provider made lives on after the call. */
@Component(service = LongUses.class)
public final class LongUses {
    private final Set<LongUse> all = ConcurrentHashMap.newKeySet();

    @Activate
    public LongUses() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addUse(LongUse use) {
        all.add(use);
    }

    public void removeUse(LongUse use) {
        all.remove(use);
    }

    /** Nothing new begins with the providers of a bundle; whether nothing of them is in use any more. */
    boolean vacate(long bundle) {
        boolean vacant = true;
        for (LongUse use : all) {
            vacant &= use.vacate(bundle);
        }
        return vacant;
    }
}
