package io.mcpctl.proxymodel.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Called when a client lists resources. */
@ConsumerType
@FunctionalInterface
public interface OnResourcesList {
    /**
     * Filters, adds or changes.
     *
     * @param resources of all servers of the project, in the order in which the client would see them
     * @return what the client sees, in this order
     * @throws Exception the list stays as it is without the hook; the failure is logged and counted
     */
    List<ListEntry> onResourcesList(PluginSessionContext session, List<ListEntry> resources) throws Exception;
}
