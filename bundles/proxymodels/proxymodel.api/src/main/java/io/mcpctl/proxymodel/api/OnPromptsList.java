package io.mcpctl.proxymodel.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Called when a client lists prompts. */
@ConsumerType
@FunctionalInterface
public interface OnPromptsList {
    /**
     * Filters, adds or changes.
     *
     * @param prompts of all servers of the project, in the order in which the client would see them
     * @return what the client sees, in this order
     * @throws Exception the list stays as it is without the hook; the failure is logged and counted
     */
    List<ListEntry> onPromptsList(PluginSessionContext session, List<ListEntry> prompts) throws Exception;
}
