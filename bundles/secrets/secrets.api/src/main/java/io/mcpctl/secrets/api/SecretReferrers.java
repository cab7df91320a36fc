package io.mcpctl.secrets.api;

import io.mcpctl.resources.api.ResourceStore;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Knows which resources of an area use a secret: register one as a service, and deletions ask it. */
@ConsumerType
public interface SecretReferrers {
    /** @param within the transaction of the deletion */
    List<Use> of(String secret, ResourceStore within);

    /**
     * One use.
     *
     * @param kind singular, such as {@code server}
     * @param place member and entry, such as {@code env API_KEY}
     * @param essential whether the user cannot do without it, so that even a forced deletion is refused
     */
    record Use(String kind, String name, String place, boolean essential) {
        @Override
        public String toString() {
            return kind + " '" + name + "' (" + place + ")";
        }
    }
}
