package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.DefaultEndpoint;
import io.mcpctl.gateway.internal.access.Gatekeeper;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /servers}: the names of the servers whose endpoints the caller may use, as a JSON array. A proxy asks it for
 * its clients; it is there where the rules are.
 */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/servers")
public final class UsableServersServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Authenticator authenticator;
    private final transient Gatekeeper gatekeeper;
    private final transient ProtectedResource resource;

    @Activate
    public UsableServersServlet(
            @Reference Authenticator authenticator,
            @Reference Gatekeeper gatekeeper,
            @Reference ProtectedResource resource) {
        this.authenticator = authenticator;
        this.gatekeeper = gatekeeper;
        this.resource = resource;
    }

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
        try {
            Credentials credentials = McpServlet.credentials(in);
            Caller caller = Caller.of(authenticator.mcpCaller(credentials), credentials);
            String names = gatekeeper.servers(caller).stream()
                    .sorted()
                    .map(JsonText::quote)
                    .collect(Collectors.joining(",", "[", "]"));
            out.setHeader("Cache-Control", "no-store");
            Reply.json(out, HttpServletResponse.SC_OK, names.getBytes(StandardCharsets.UTF_8));
        } catch (ProblemException problem) {
            if (problem.kind() == ProblemKind.UNAUTHENTICATED) {
                out.setHeader("WWW-Authenticate", resource.challenge(in, DefaultEndpoint.PATH, problem.kind()));
            }
            Reply.error(
                    out,
                    new HttpFault(problem.kind().status(), problem.problem().detail()));
        }
    }
}
