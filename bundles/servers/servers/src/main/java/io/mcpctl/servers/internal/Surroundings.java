package io.mcpctl.servers.internal;

import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.upstream.api.UpstreamConnector;

/** What every instance works with. */
record Surroundings(
        ResourceStore store,
        Orchestrators orchestrators,
        UpstreamConnector connector,
        Commands commands,
        String defaultOrchestrator,
        SecretResolver secrets,
        DaemonName daemon) {}
