package io.mcpctl.proxymodels.internal;

import io.mcpctl.proxymodel.api.ClientDescription;
import io.mcpctl.proxymodel.gateway.api.ModelHost;
import io.mcpctl.proxymodel.gateway.api.ModelSession;
import io.mcpctl.proxymodel.gateway.api.ProxyModels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens sessions for the gateway. */
@Component
public final class SessionModels implements ProxyModels {
    /** Characters of all sections that are kept. */
    private static final long SECTIONS = 32 << 20;

    private final Services services;

    @Activate
    public SessionModels(
            @Reference Catalogue catalogue,
            @Reference ModelDirectory plugins,
            @Reference PipelineRunner runner,
            @Reference Guard guard,
            @Reference Trail trail) {
        this.services = new Services(catalogue, plugins, runner, guard, trail, new SectionStore.Budget(SECTIONS));
    }

    @Override
    public ModelSession open(String id, String project, ClientDescription client, ModelHost host) {
        SessionModel session = new SessionModel(services, id, project, client, host);
        services.plugins().opened(session);
        return session;
    }
}
