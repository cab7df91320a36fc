package io.mcpctl.resources.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of every committed change, in order per resource, on the thread that made it: must return quickly. */
@ConsumerType
public interface ResourceListener {
    void changed(Change change);

    /**
     * One committed change: created (no {@code before}), updated, or deleted (no {@code after}).
     *
     * @param kind singular name of the kind
     */
    record Change(String kind, Optional<Resource<?>> before, Optional<Resource<?>> after) {
        /** The resource as it is now, or was before it was deleted. */
        public Resource<?> resource() {
            return after.or(() -> before).orElseThrow();
        }
    }
}
