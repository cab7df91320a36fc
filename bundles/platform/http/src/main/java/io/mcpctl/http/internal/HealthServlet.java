package io.mcpctl.http.internal;

import io.mcpctl.store.api.Database;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code /healthz}: the process serves. {@code /health}: it is ready, that is, its database (if it has one) answers. */
@Component(service = Servlet.class)
@HttpWhiteboardServletPattern({"/healthz", "/health", "/api/v1/healthz", "/api/v1/health"})
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String version;
    private final boolean hasStore;
    private final transient AtomicReference<Database> database = new AtomicReference<>();

    @Activate
    public HealthServlet(BundleContext context) {
        this.version = context.getBundle().getVersion().toString();
        // A distribution without the store has no database to wait for.
        this.hasStore =
                Arrays.stream(context.getBundles()).anyMatch(b -> "io.mcpctl.store".equals(b.getSymbolicName()));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setDatabase(Database current) {
        database.set(current);
    }

    void unsetDatabase(Database gone) {
        database.compareAndSet(gone, null);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getServletPath().endsWith("/healthz")) {
            write(response, 200, "{\"status\":\"ok\"}");
            return;
        }
        boolean up = !hasStore || databaseAnswers();
        write(
                response,
                up ? 200 : 503,
                "{\"status\":\"" + (up ? "ready" : "starting") + "\",\"version\":\"" + version + "\",\"database\":\""
                        + (up ? "connected" : "disconnected") + "\"}");
    }

    private boolean databaseAnswers() {
        Database current = database.get();
        if (current == null) {
            return false;
        }
        try (Connection connection = current.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select 1")) {
            return row.next();
        } catch (SQLException e) {
            // Not ready is the answer; the store logs why.
            return false;
        }
    }

    private static void write(HttpServletResponse response, int status, String body) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    }
}
