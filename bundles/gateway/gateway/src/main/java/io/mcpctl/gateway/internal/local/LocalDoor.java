package io.mcpctl.gateway.internal.local;

import io.mcpctl.gateway.api.McpGateway;
import io.mcpctl.gateway.api.McpListener;
import io.mcpctl.gateway.api.McpSession;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.endpoint.Endpoints;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The way into the gateway for code of the same process. */
@Component
public final class LocalDoor implements McpGateway {
    private static final int MAX = 1024;

    private final Endpoints endpoints;
    private final EndpointAccess access;
    private final Set<LocalSession> open = ConcurrentHashMap.newKeySet();

    @Activate
    public LocalDoor(@Reference Endpoints endpoints, @Reference EndpointAccess access) {
        this.endpoints = endpoints;
        this.access = access;
    }

    @Override
    public McpSession open(String path, Caller caller, McpListener listener) {
        Route route = Route.parse(path)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND,
                        "no MCP endpoint at '" + path
                                + "'; they are /projects/{name}/mcp, /servers/{name}/mcp and /mcp"));
        Caller here = route.project().map(caller::within).orElse(caller);
        access.admit(here, path);
        try {
            endpoints.at(route).checkExists(route);
        } catch (HttpFault fault) {
            throw problem(fault);
        }
        if (open.size() >= MAX) {
            throw new ProblemException(
                    ProblemKind.THROTTLED, "there are " + MAX + " sessions of this process already; close one");
        }
        LocalSession session = new LocalSession(endpoints, route, here, listener, open::remove);
        open.add(session);
        return session;
    }

    /** Here nobody knows of HTTP. */
    static ProblemException problem(HttpFault fault) {
        ProblemKind kind =
                switch (fault.status()) {
                    case 404 -> ProblemKind.NOT_FOUND;
                    case 503 -> ProblemKind.UNAVAILABLE;
                    default -> ProblemKind.INVALID;
                };
        return new ProblemException(kind, String.valueOf(fault.getMessage()), fault);
    }

    @Deactivate
    void close() {
        open.forEach(LocalSession::close);
    }
}
