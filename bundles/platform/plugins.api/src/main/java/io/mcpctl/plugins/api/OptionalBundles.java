package io.mcpctl.plugins.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Parts of the product that lie beside the daemon and are not loaded before somebody needs them. A distribution has a folder
 * of jars for each.
 */
@ProviderType
public interface OptionalBundles {
    /**
     * Loads a part unless it is loaded; its services are there soon after.
     *
     * @param name of the part, such as {@code stage-js}
     * @return whether this distribution has it
     * @throws io.mcpctl.problem.api.ProblemException when it cannot be started
     */
    boolean load(String name);
}
