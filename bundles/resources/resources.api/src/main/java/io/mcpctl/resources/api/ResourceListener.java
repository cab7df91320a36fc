package io.mcpctl.resources.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Told of every committed change, in order per resource, before the write returns and usually on its thread: must return
 * quickly. What other daemons on the same database change is told a moment later.
 */
@ConsumerType
public interface ResourceListener {
    void changed(Change change);

    /** Changes of other daemons may have been missed: whatever was remembered must be read again. Must return quickly. */
    default void missed() {}

    /**
     * One committed change: created (no {@code before}), updated, or deleted (no {@code after}).
     *
     * @param kind singular name of the kind
     * @param foreign made by another daemon on the same database; then of {@code before} only id, name, version and
     *     what it refers to are known, other members are empty
     */
    record Change(String kind, Optional<Resource<?>> before, Optional<Resource<?>> after, boolean foreign) {
        public Change(String kind, Optional<Resource<?>> before, Optional<Resource<?>> after) {
            this(kind, before, after, false);
        }

        /** The resource as it is now, or was before it was deleted. */
        public Resource<?> resource() {
            return after.or(() -> before).orElseThrow();
        }
    }
}
