package io.mcpctl.proxymodels.internal;

import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Tells which models and stages there are; for whoever may use MCP here without a token of a project. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/proxymodels/*")
public final class ModelsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Listing listing;
    private final transient Authenticator authenticator;

    @Activate
    public ModelsServlet(@Reference Listing listing, @Reference Authenticator authenticator) {
        this.listing = listing;
        this.authenticator = authenticator;
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        admit(in);
        String path = Optional.ofNullable(in.getPathInfo()).orElse("/").substring(1);
        byte[] body = answer(in.getMethod(), path).getBytes(StandardCharsets.UTF_8);
        out.setContentType("application/json");
        out.getOutputStream().write(body);
    }

    private void admit(HttpServletRequest in) {
        Credentials credentials = new Credentials(
                Optional.ofNullable(in.getHeader("Authorization")), Optional.empty(), in.getRemoteAddr());
        if (authenticator.mcpCaller(credentials).token().isPresent()) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "tokens of projects may not see proxy models; log in as a user");
        }
    }

    private String answer(String method, String path) {
        boolean reload = path.equals("reload");
        if (!method.equals(reload ? "POST" : "GET")) {
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED, "use GET for models and stages, POST for /proxymodels/reload");
        }
        return switch (path) {
            case "" -> listing.models();
            case "stages" -> listing.stages();
            case "reload" -> listing.reload();
            default ->
                listing.model(path)
                        .orElseThrow(() -> new ProblemException(
                                ProblemKind.NOT_FOUND, "proxy model \"" + path + "\" is not known; see /proxymodels"));
        };
    }
}
