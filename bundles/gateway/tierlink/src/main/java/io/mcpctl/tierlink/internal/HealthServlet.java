package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.identity.api.Credentials;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/** {@code GET /health}: the proxy, mcpd and its instances. Other machines are told the words, not the names. */
@Component(service = Servlet.class, property = "service.ranking:Integer=100")
@HttpWhiteboardServletPattern("/health")
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final transient HealthWatch watch;
    private final boolean serve;
    private final String version;
    private final long begin = System.nanoTime();

    @Activate
    public HealthServlet(@Reference HealthWatch watch, @Reference Mcpd mcpd, BundleContext context) {
        this.watch = watch;
        this.serve = mcpd.serves();
        this.version = context.getBundle().getVersion().toString();
    }

    @Override
    protected void doGet(HttpServletRequest in, HttpServletResponse out) throws IOException {
        boolean near = new Credentials(Optional.empty(), Optional.empty(), in.getRemoteAddr()).fromLoopback();
        long uptime = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        out.setContentType("application/json");
        MAPPER.writeValue(out.getOutputStream(), watch.now().document(version, uptime, near && !serve));
    }
}
