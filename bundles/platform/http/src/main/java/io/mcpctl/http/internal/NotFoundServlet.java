package io.mcpctl.http.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** Answers what no area serves. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern("/")
public final class NotFoundServlet extends HttpServlet {
    static final String STARTING = "the daemon is starting; try again in a second";

    private static final long serialVersionUID = 1L;
    /** Another servlet has these, as soon as it is there: clients would take a 404 for the end of their session. */
    private static final List<String> ENDPOINTS = List.of("/projects", "/servers", "/mcp");

    @Activate
    public NotFoundServlet() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        if (ENDPOINTS.stream().anyMatch(endpoint -> path.equals(endpoint) || path.startsWith(endpoint + "/"))) {
            response.setHeader("Retry-After", "1");
            Problems.write(response, new ProblemException(ProblemKind.UNAVAILABLE, STARTING));
            return;
        }
        Problems.write(
                response,
                new ProblemException(
                        ProblemKind.NOT_FOUND, "this path is not known; the REST interface is below /api/v1"));
    }
}
