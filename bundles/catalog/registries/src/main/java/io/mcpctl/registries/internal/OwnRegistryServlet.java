package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.servers.api.ServerSpec;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * {@code /v0.1}: the servers of this daemon in the interface of the official registry, for reading. Everybody sees those
 * whose endpoints they may use.
 */
@Component(
        service = Servlet.class,
        configurationPid = {"io.mcpctl.gateway", "io.mcpctl.registries"})
@HttpWhiteboardServletPattern("/v0.1/*")
public final class OwnRegistryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int PAGE = 30;
    private static final int LARGEST_PAGE = 100;
    private static final String LATEST = "latest";
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    /** Only reads: the servers area owns the full description of the kind. */
    private static final ResourceKind<ServerSpec> SERVER = ResourceKind.of("server", "servers", ServerSpec.class)
            .table("mcp_servers")
            .naming(ResourceKind.LABEL)
            .build();

    private final transient Config config;
    private final transient Authenticator authenticator;
    private final transient EndpointAccess access;
    private final transient ResourceStore store;

    /** What it takes of the settings of others. */
    public @interface Config {
        String publicUrl() default "";

        String namespace() default "local.mcpctl";
    }

    @Activate
    public OwnRegistryServlet(
            Config config,
            @Reference Authenticator authenticator,
            @Reference EndpointAccess access,
            @Reference ResourceStore store) {
        this.config = config;
        this.authenticator = authenticator;
        this.access = access;
        this.store = store;
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
        if (!Set.of("GET", "HEAD").contains(in.getMethod())) {
            out.setHeader("Allow", "GET, HEAD");
            throw new ProblemException(
                    ProblemKind.METHOD_NOT_ALLOWED,
                    in.getMethod() + " is not allowed here: this registry is for reading; create servers with"
                            + " /api/v1/servers");
        }
        byte[] bytes = MAPPER.writeValueAsBytes(answer(in));
        out.setContentType("application/json");
        out.setContentLength(bytes.length);
        out.getOutputStream().write(bytes);
    }

    private ObjectNode answer(HttpServletRequest in) {
        Credentials credentials = new Credentials(
                Optional.ofNullable(in.getHeader("Authorization")),
                Optional.ofNullable(in.getHeader("X-Service-Account")),
                in.getRemoteAddr());
        Caller caller = Caller.of(authenticator.mcpCaller(credentials), credentials);
        Set<String> names = access.servers(caller);
        OwnServers form =
                new OwnServers(config.namespace(), base(in), caller.bearer().isPresent());
        List<Resource<ServerSpec>> visible = store.list(SERVER).stream()
                .filter(server -> names.contains(server.name()))
                .toList();
        List<String> path = segments(in);
        return switch (path.size()) {
            case 1 -> list(in, form, visible);
            case 4 -> versions(form, one(form, visible, path));
            case 5 -> version(form, one(form, visible, path), path.get(4));
            default -> throw unknown(in.getRequestURI());
        };
    }

    /** The address that the reader knows the daemon by, or the proxy before it. Nobody else is told what the reader claims. */
    private String base(HttpServletRequest in) {
        if (!config.publicUrl().isBlank()) {
            return config.publicUrl().strip().replaceFirst("/+$", "");
        }
        String forwarded = in.getHeader("X-Forwarded-Host");
        if (forwarded != null && HOST.matcher(forwarded).matches()) {
            return ("https".equals(in.getHeader("X-Forwarded-Proto")) ? "https://" : "http://") + forwarded;
        }
        String host = in.getHeader("Host");
        return in.getScheme() + "://" + (host == null ? in.getServerName() + ":" + in.getServerPort() : host);
    }

    /** Without the prefix. The slash within a name is one here, also when it was sent as {@code %2F}. */
    private static List<String> segments(HttpServletRequest in) {
        List<String> segments = Arrays.stream(in.getRequestURI().split("/", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean servers = segments.size() >= 2 && segments.get(1).equals("servers");
        boolean versions = segments.size() <= 4 || segments.get(4).equals("versions");
        if (!servers || !versions) {
            throw unknown(in.getRequestURI());
        }
        return segments.subList(1, segments.size());
    }

    private static ProblemException unknown(String path) {
        return new ProblemException(
                ProblemKind.NOT_FOUND,
                "nothing is at " + Untrusted.line(path, 200)
                        + "; see /v0.1/servers and /v0.1/servers/<name>/versions/latest");
    }

    private ObjectNode list(HttpServletRequest in, OwnServers form, List<Resource<ServerSpec>> visible) {
        int limit = limit(in.getParameter("limit"));
        String after = Optional.ofNullable(in.getParameter("cursor")).orElse("");
        String search =
                Optional.ofNullable(in.getParameter("search")).orElse("").toLowerCase(Locale.ROOT);
        String version = Optional.ofNullable(in.getParameter("version")).orElse(LATEST);
        Optional<Instant> since = since(in.getParameter("updated_since"));
        List<Resource<ServerSpec>> found = visible.stream()
                .filter(server -> server.name().compareTo(after) > 0)
                .filter(server -> form.name(server).contains(search)
                        || server.spec().description().toLowerCase(Locale.ROOT).contains(search))
                .filter(server -> version.equals(LATEST) || version.equals(OwnServers.version(server)))
                .filter(server -> since.filter(server.updatedAt()::isBefore).isEmpty())
                .sorted(Comparator.comparing(Resource::name))
                .limit(limit + 1L)
                .toList();
        List<Resource<ServerSpec>> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode servers = answer.putArray("servers");
        page.forEach(server -> servers.add(form.entry(server)));
        ObjectNode metadata = answer.putObject("metadata").put("count", page.size());
        if (found.size() > limit) {
            metadata.put("nextCursor", page.getLast().name());
        }
        return answer;
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return PAGE;
        }
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1) {
            throw new ProblemException(ProblemKind.INVALID, "limit: must be a whole number from 1 to " + LARGEST_PAGE);
        }
        return Math.min(LARGEST_PAGE, Integer.parseInt(text));
    }

    private static Optional<Instant> since(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw new ProblemException(
                    ProblemKind.INVALID, "updated_since: must be a time such as 2026-01-31T12:00:00Z", e);
        }
    }

    private static Resource<ServerSpec> one(OwnServers form, List<Resource<ServerSpec>> visible, List<String> path) {
        String name = path.get(1) + "/" + path.get(2);
        return visible.stream()
                .filter(server -> form.name(server).equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND,
                        "server \"" + Untrusted.line(name, 200) + "\" is not known; see /v0.1/servers"));
    }

    private static ObjectNode versions(OwnServers form, Resource<ServerSpec> server) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("servers").add(form.entry(server));
        answer.putObject("metadata").put("count", 1);
        return answer;
    }

    private static ObjectNode version(OwnServers form, Resource<ServerSpec> server, String version) {
        if (!version.equals(LATEST) && !version.equals(OwnServers.version(server))) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND,
                    "version \"" + Untrusted.line(version, 100) + "\" of " + form.name(server)
                            + " is not known; only the latest is, " + OwnServers.version(server));
        }
        return form.entry(server);
    }
}
