package io.mcpctl.http.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.apache.felix.http.jetty.ConnectorFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Requests that the HTTP server refuses before any servlet sees them are answered as problems too, not as its HTML page.
 * The server is handed out to factories of connectors only; the connector made here takes nothing. It is asked for after the
 * server has its own connectors.
 */
@Component
public final class JettyErrors implements ConnectorFactory {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Activate
    public JettyErrors() {}

    @Override
    public Connector createConnector(Server server) {
        server.setErrorHandler(JettyErrors::answer);
        EncodedSlashes.install(server);
        return new Nowhere(server);
    }

    /** A connector that never listens; the HTTP service takes no other sort than this one. */
    private static final class Nowhere extends ServerConnector {
        Nowhere(Server server) {
            super(server);
        }

        @Override
        public void open() {
            // There is nothing to open.
        }

        @Override
        protected void doStart() {
            // Nobody connects to it.
        }

        @Override
        protected void doStop() {
            // It never started.
        }
    }

    private static boolean answer(Request request, Response response, Callback callback) throws IOException {
        int status = response.getStatus();
        if (status == 404) { // ours is not there yet
            status = ProblemKind.UNAVAILABLE.status();
            response.setStatus(status);
            response.getHeaders().put("Retry-After", "1");
            return write(response, callback, ProblemKind.UNAVAILABLE, status, NotFoundServlet.STARTING);
        }
        String reason = String.valueOf(request.getAttribute(ErrorHandler.ERROR_MESSAGE));
        return write(response, callback, kind(status), status, sentence(status, reason));
    }

    private static boolean write(Response response, Callback callback, ProblemKind kind, int status, String sentence)
            throws IOException {
        ObjectNode document = Problems.document(new ProblemException(kind, sentence).problem());
        document.put("status", status);
        response.getHeaders().put("Content-Type", "application/problem+json");
        response.getHeaders().put("Cache-Control", "no-store");
        response.write(true, ByteBuffer.wrap(MAPPER.writeValueAsBytes(document)), callback);
        return true;
    }

    private static ProblemKind kind(int status) {
        return Arrays.stream(ProblemKind.values())
                .filter(kind -> kind.status() == status && kind != ProblemKind.INTERNAL)
                .findFirst()
                .orElse(status < 500 ? ProblemKind.INVALID : ProblemKind.INTERNAL);
    }

    static String sentence(int status, String reason) {
        if (reason.toLowerCase(Locale.ROOT).contains("ambiguous uri")) {
            return "the path holds an encoded character such as %2F that could mean two things, and is not taken; name what"
                    + " is in a scope with a parameter: /api/v1/prompts/<name>?project=<project>";
        }
        return status >= 500
                ? "the request failed in the HTTP server; see the daemon's log"
                : "the HTTP server does not take this request: " + (reason.equals("null") ? status : reason);
    }
}
