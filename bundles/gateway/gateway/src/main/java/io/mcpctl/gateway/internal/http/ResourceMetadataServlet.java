package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /.well-known/oauth-protected-resource[/path]}: what RFC 9728 wants said about the MCP endpoint of a path. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({ProtectedResource.WELL_KNOWN, ProtectedResource.WELL_KNOWN + "/*"})
public final class ResourceMetadataServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient ProtectedResource resource;

    @Activate
    public ResourceMetadataServlet(@Reference ProtectedResource resource) {
        this.resource = resource;
    }

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
        String path =
                in.getRequestURI().substring(in.getContextPath().length() + ProtectedResource.WELL_KNOWN.length());
        Optional<byte[]> document = resource.document(in, path);
        if (document.isPresent()) {
            out.setHeader("Cache-Control", "max-age=60");
            Reply.json(out, HttpServletResponse.SC_OK, document.get());
        } else {
            Reply.error(out, new HttpFault(ProblemKind.NOT_FOUND.status(), "no MCP endpoint here: '" + path + "'"));
        }
    }
}
