package io.mcpctl.plugins.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An area that uses providers beyond single calls, because what they made lives on: register it as a service. Before the
 * deployer ends a version that has a successor it asks every one of them, until all say that they are through with it.
 */
@ProviderType
public interface LongUse {
    /**
     * From now on nothing new begins with the providers of a bundle; their successors get it. Returns at once.
     *
     * @param bundle id of the bundle
     * @return whether nothing that its providers made is in use any more
     */
    boolean vacate(long bundle);
}
