package io.mcpctl.proxymodel.gateway.api;

import io.mcpctl.proxymodel.api.ClientDescription;
import org.osgi.annotation.versioning.ProviderType;

/** Gives sessions of clients what the proxy models of their projects make of them. */
@ProviderType
public interface ProxyModels {
    /**
     * Begins a session. Costs nothing until its first request; to be closed with the client's session.
     *
     * @param id tells the session from all others
     * @param project name of the project
     */
    ModelSession open(String id, String project, ClientDescription client, ModelHost host);
}
