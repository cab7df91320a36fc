package io.mcpctl.http.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardFilterPattern;

/**
 * Refuses requests that a foreign web page may have caused: an Origin that is neither
 * loopback nor allowed, and a Host that is neither loopback nor ours while bound to loopback. Answers preflights.
 */
@Component(service = Filter.class, configurationPid = "io.mcpctl.http", property = "service.ranking:Integer=100")
@Designate(ocd = HostFilter.Config.class)
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class HostFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String HEADERS = "Authorization, Content-Type, Accept, Mcp-Session-Id, MCP-Protocol-Version,"
            + " Mcp-Method, Mcp-Name, Last-Event-ID, X-Request-Id, X-Service-Account";
    private static final Pattern MIRRORED = Pattern.compile("mcp-param-[\\w.-]{1,64}", Pattern.CASE_INSENSITIVE);
    private static final int MAX_MIRRORED = 32;

    private final boolean loopback;
    private final List<String> origins;

    /** Settings of the listener. */
    @ObjectClassDefinition(name = "HTTP listener")
    public @interface Config {
        @AttributeDefinition(description = "Address to listen on.")
        String host() default "127.0.0.1";

        @AttributeDefinition(description = "Port to listen on, 0 to 65535; 0 = any free one.")
        int port() default 3200;

        @AttributeDefinition(description = "Origins of browsers that may call, besides loopback ones.")
        String[] origins() default {};
    }

    @Activate
    public HostFilter(Config config) {
        this(config.host(), List.of(config.origins()));
    }

    HostFilter(String host, List<String> origins) {
        this.loopback = Loopback.isHost(host) || Loopback.isAddress(host);
        this.origins = List.copyOf(origins);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String host = request.getHeader("Host");
        if (loopback && (host == null || !Loopback.isHost(host))) {
            Problems.write(
                    response,
                    new ProblemException(
                            ProblemKind.FORBIDDEN, "Host '" + host + "' is not this machine's; use 127.0.0.1"));
            return;
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isAllowed(origin)) {
            Problems.write(
                    response,
                    new ProblemException(
                            ProblemKind.FORBIDDEN, "Origin '" + origin + "' is not allowed; add it to http.origins"));
            return;
        }
        harden(request, response);
        if (origin != null) {
            response.setHeader("Access-Control-Allow-Origin", origin);
            response.setHeader("Vary", "Origin");
            response.setHeader(
                    "Access-Control-Expose-Headers",
                    "Mcp-Session-Id, WWW-Authenticate, X-Request-Id, X-Mcpctl-Continue, Retry-After, Allow, Warning");
            if (request.getMethod().equals("OPTIONS")) {
                response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
                response.setHeader(
                        "Access-Control-Allow-Headers",
                        HEADERS + mirrored(request.getHeader("Access-Control-Request-Headers")));
                response.setHeader("Access-Control-Max-Age", "600");
                response.setStatus(204);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** MCP clients mirror arguments of tools in headers whose names only the tool's schema knows. */
    private static String mirrored(@Nullable String requested) {
        return requested == null
                ? ""
                : Pattern.compile(",")
                        .splitAsStream(requested)
                        .map(String::strip)
                        .filter(name -> MIRRORED.matcher(name).matches())
                        .limit(MAX_MIRRORED)
                        .map(name -> ", " + name)
                        .collect(Collectors.joining());
    }

    private static void harden(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000");
        }
    }

    private boolean isAllowed(String origin) {
        int scheme = origin.indexOf("://");
        boolean web = origin.startsWith("http://") || origin.startsWith("https://");
        boolean local = web && Loopback.isHost(origin.substring(scheme + 3));
        return local || origins.contains(origin);
    }
}
