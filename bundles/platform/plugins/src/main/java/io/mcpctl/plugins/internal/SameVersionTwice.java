package io.mcpctl.plugins.internal;

import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.bundle.CollisionHook;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets a new build of a plug-in stand beside the old one though both have the same version, as builds often do. */
@Component
public final class SameVersionTwice implements CollisionHook {
    @Activate
    public SameVersionTwice() {}

    @Override
    public void filterCollisions(int operation, Bundle target, Collection<Bundle> collisions) {
        collisions.removeIf(bundle -> bundle.getLocation().startsWith(Activation.LOCATION));
    }
}
