package io.mcpctl.gateway.internal.endpoint;

import io.mcpctl.gateway.internal.access.Models;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.catalogue.Catalogue;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.observe.api.SessionSource;
import io.mcpctl.projects.api.Projects;
import io.mcpctl.servers.api.ServerSessions;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** What all ways into the gateway share: its sessions, and the endpoints that work on their messages. */
@Component(service = {Endpoints.class, SessionSource.class})
public final class Endpoints implements SessionSource {
    /** Framework property: what ids of sessions begin with, so that any daemon can tell whose they are. */
    private static final String OWNER = "mcpctl.daemon";

    private final String version;
    private final String owner;
    private final Catalogue catalogue;
    private final Endpoint several;
    private final Endpoint server;
    private final Sessions sessions;
    private final Models models;
    private final Requests requests;

    @Activate
    public Endpoints(
            @Reference ServerSessions servers,
            @Reference Projects projects,
            @Reference EndpointAccess access,
            @Reference Recorder recorder,
            @Reference ModelDoor models,
            BundleContext context) {
        this(
                servers,
                projects,
                access,
                recorder,
                models,
                context.getBundle().getVersion().toString(),
                Optional.ofNullable(context.getProperty(OWNER)).orElse("local"));
    }

    public Endpoints(
            ServerSessions servers,
            Projects projects,
            EndpointAccess access,
            Recorder recorder,
            ModelDoor door,
            String version,
            String owner) {
        this.version = version;
        this.owner = owner;
        this.catalogue = new Catalogue(projects, access);
        this.several = new ProjectEndpoint(catalogue, version, door);
        this.server = new ServerEndpoint(servers, projects);
        this.sessions =
                new Sessions(owner, servers, session -> at(session.route()).refresh(session));
        this.models = new Models(projects);
        this.requests = new Requests(sessions, recorder, models, RequestIds.of(sessions.newId()));
    }

    /** The one that serves a route. */
    public Endpoint at(Route route) {
        return switch (route) {
            case Route.ToProject p -> several;
            case Route.ToAll all -> several;
            case Route.ToServer s -> server;
        };
    }

    public Sessions live() {
        return sessions;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Requests requests() {
        return requests;
    }

    public Models models() {
        return models;
    }

    public String version() {
        return version;
    }

    public String owner() {
        return owner;
    }

    @Override
    public int sessions() {
        return sessions.count();
    }

    @Deactivate
    public void deactivate() {
        sessions.close();
    }
}
