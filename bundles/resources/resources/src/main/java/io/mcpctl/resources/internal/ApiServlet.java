package io.mcpctl.resources.internal;

import io.mcpctl.identity.api.AccessControl;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.CallListener;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.internal.RouteTable.Match;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletName;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * The REST interface: finds the operation, asks who calls and whether they may, serves it, and tells the listeners.
 * What has no operation is refused. The form of errors belongs to the filter in front of it.
 */
@Component(service = Servlet.class)
// Probes of machines ask for health without the prefix.
@HttpWhiteboardServletPattern({"/api/v1/*", "/health/overview", "/health/instances/*"})
@HttpWhiteboardServletName("resources")
@HttpWhiteboardServletAsyncSupported
public final class ApiServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String BASE = "/api/v1";
    private static final String REVEAL = "reveal";
    private static final int PATH = 8 * 1024;
    private static final Principal NOBODY =
            new Principal("anonymous", Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), false);

    private final transient RouteTable routes;
    private final transient KindRoutes kindRoutes;
    private final transient Authenticator authenticator;
    private final transient AccessControl access;
    private final transient CallListeners listeners;
    private final transient RateLimits limits;

    @Activate
    public ApiServlet(
            @Reference RouteTable routes,
            @Reference KindRoutes kindRoutes,
            @Reference Authenticator authenticator,
            @Reference AccessControl access,
            @Reference CallListeners listeners,
            @Reference RateLimits limits) {
        this.limits = limits;
        this.routes = routes;
        this.kindRoutes = kindRoutes;
        this.authenticator = authenticator;
        this.access = access;
        this.listeners = listeners;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Served served = new Served(request, response);
        try {
            serve(request, response, served);
        } catch (ProblemException e) {
            served.status = e.kind().status();
            if (e.kind() == ProblemKind.THROTTLED && response.getHeader("Retry-After") == null) {
                response.setHeader("Retry-After", "1");
            }
            throw e;
        } catch (RuntimeException e) {
            served.status = ProblemKind.INTERNAL.status();
            throw e;
        } finally {
            listeners.tell(served.call());
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, Served served) throws IOException {
        List<String> segments = withReveal(segments(request), request);
        List<Match> matches = routes.match(segments);
        if (matches.isEmpty()) {
            fence(caller(request, served), segments);
            throw KindRoutes.unknownPath(request.getRequestURI());
        }
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        Optional<Match> match = matches.stream()
                .filter(m -> m.operation().method().equals(method))
                .findFirst();
        if (match.isEmpty()) {
            fence(caller(request, served), segments);
            throw methodNotAllowed(matches, request, response);
        }
        Operation operation = match.get().operation();
        served.operation = operation;
        boolean anonymous = RouteTable.isOpen(operation) && request.getHeader("Authorization") == null;
        if (anonymous) {
            limits.anonymous(request.getRemoteAddr());
        }
        Principal caller = anonymous ? NOBODY : caller(request, served);
        fence(caller, segments);
        if (!RouteTable.isOpen(operation) && !operation.permission().equals(Permission.AUTHENTICATED)) {
            access.require(caller, resolved(operation.permission(), match.get().path(), request, caller));
        }
        Exchange exchange = new Exchange(request, response, match.get().path(), access, caller, () -> {
            if (!anonymous) {
                caller(request, served);
            }
        });
        served.exchange = exchange;
        if (exchange.isDryRun() && !operation.hasDryRun()) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    operation.method() + " " + operation.path()
                            + " has no dry run, it would be done for good; repeat it without dryRun if that is meant");
        }
        operation.endpoint().serve(exchange);
    }

    private Principal caller(HttpServletRequest request, Served served) {
        Principal caller = authenticated(request);
        served.caller = caller;
        limits.authenticated(caller);
        return caller;
    }

    private Principal authenticated(HttpServletRequest request) {
        try {
            return authenticator.authenticate(new Credentials(
                    Optional.ofNullable(request.getHeader("Authorization")),
                    Optional.ofNullable(request.getHeader("X-Service-Account")),
                    request.getRemoteAddr()));
        } catch (ProblemException e) {
            if (e.kind() == ProblemKind.UNAUTHENTICATED) {
                limits.anonymous(request.getRemoteAddr());
            }
            throw e;
        }
    }

    /** A token reaches its own project, whatever its rules say, and what tells about itself. */
    private void fence(Principal caller, List<String> segments) {
        if (caller.token().isEmpty()) {
            return;
        }
        Principal.Token token = caller.token().get();
        boolean inside = segments.size() >= 2
                && segments.getFirst().equals("projects")
                && (segments.get(1).equals(token.project()) || segments.get(1).equals(token.projectId()));
        boolean itself = segments.equals(List.of("mcptokens", "introspect")) || segments.equals(List.of("auth", "me"));
        if (!inside && !itself) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN,
                    "token '" + token.name() + "' reaches project '" + token.project() + "' only");
        }
    }

    /**
     * The permission with the variables of the path filled in, and ids turned into the names that rules speak of: of
     * several, the one that the caller has.
     */
    private Permission resolved(
            Permission permission, Map<String, String> path, HttpServletRequest request, Principal caller) {
        return switch (permission) {
            case Permission.OnResource on
            when on.name().filter(Operation::isVariable).isPresent() -> {
                String word = path.getOrDefault(Operation.variable(on.name().orElseThrow()), "");
                List<Permission> sufficient = kindRoutes.ruleNames(on.resource(), word, scopes(request, path)).stream()
                        .map(name -> Permission.on(on.action(), on.resource(), name))
                        .toList();
                yield sufficient.stream()
                        .filter(each -> access.allows(caller, each))
                        .findFirst()
                        .orElseGet(() -> sufficient.isEmpty()
                                ? Permission.on(on.action(), on.resource())
                                : sufficient.getFirst());
            }
            case Permission.AllOf all ->
                new Permission.AllOf(all.parts().stream()
                        .map(p -> resolved(p, path, request, caller))
                        .toList());
            case Permission.AnyOf any ->
                new Permission.AnyOf(any.parts().stream()
                        .map(p -> resolved(p, path, request, caller))
                        .toList());
            default -> permission;
        };
    }

    /** What the path or the query says besides the name, such as the project. */
    private static Function<String, Optional<String>> scopes(HttpServletRequest request, Map<String, String> path) {
        Map<String, List<String>> parameters = QueryString.parse(request.getQueryString());
        return word -> Optional.ofNullable(path.get(word))
                .or(() -> parameters.getOrDefault(word, List.of()).stream().findFirst());
    }

    private static ProblemException methodNotAllowed(
            List<Match> matches, HttpServletRequest request, HttpServletResponse response) {
        Set<String> allowed = new TreeSet<>();
        matches.forEach(m -> allowed.add(m.operation().method()));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        response.setHeader("Allow", String.join(", ", allowed));
        return new ProblemException(
                ProblemKind.METHOD_NOT_ALLOWED,
                request.getMethod() + " is not allowed here; allowed are " + String.join(", ", allowed));
    }

    /** {@code ?reveal=true} is another way to write the route {@code .../reveal}, which has a permission of its own. */
    private List<String> withReveal(List<String> segments, HttpServletRequest request) {
        if (!request.getMethod().equals("GET")
                || !QueryString.parse(request.getQueryString())
                        .getOrDefault(REVEAL, List.of())
                        .contains("true")) {
            return segments;
        }
        List<String> longer =
                Stream.concat(segments.stream(), Stream.of(REVEAL)).toList();
        boolean known =
                routes.match(longer).stream().anyMatch(m -> m.operation().path().endsWith("/" + REVEAL));
        return known ? longer : segments;
    }

    /** Decoded segments below {@code /api/v1}, where there is that prefix; an encoded slash stays within its segment. */
    private static List<String> segments(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.length() > PATH) {
            throw new ProblemException(ProblemKind.INVALID, "the path is longer than 8 KiB");
        }
        String below = path.startsWith(BASE) ? path.substring(BASE.length()) : path;
        return Arrays.stream(below.split("/", -1))
                .filter(s -> !s.isEmpty())
                .map(QueryString::segment)
                .toList();
    }

    /** What becomes known of a request while it is served. */
    private static final class Served {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final long begin = System.nanoTime();
        private @Nullable Principal caller;
        private @Nullable Operation operation;
        private @Nullable Exchange exchange;
        private int status;

        Served(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        /** Routes besides those of kinds name their resource in the path. */
        private Optional<String> named() {
            String name = exchange == null ? "" : exchange.path("name");
            return name.isEmpty() ? Optional.empty() : Optional.of(name);
        }

        CallListener.Served call() {
            Optional<Operation> known = Optional.ofNullable(operation);
            Optional<Exchange.Done> done = Optional.ofNullable(exchange).flatMap(Exchange::done);
            Optional<Resource<?>> concerned = Optional.ofNullable(exchange).flatMap(Exchange::concerned);
            String id = response.getHeader("X-Request-Id");
            return new CallListener.Served(
                    Optional.ofNullable(caller),
                    request.getMethod(),
                    known.map(Operation::path).orElse("-"),
                    request.getRequestURI(),
                    done.map(Exchange.Done::verb)
                            .or(() -> known.map(Operation::verb))
                            .orElse("-"),
                    done.map(Exchange.Done::resource)
                            .or(() -> known.map(Operation::resource))
                            .orElse("-"),
                    concerned.map(Resource::id),
                    concerned.map(Resource::name).or(this::named),
                    Optional.ofNullable(exchange).map(Exchange::changed).orElse(List.of()),
                    status == 0 ? response.getStatus() : status,
                    Duration.ofNanos(System.nanoTime() - begin),
                    request.getRemoteAddr(),
                    id == null ? "" : id,
                    String.valueOf(response.getContentType()).startsWith("text/event-stream"));
        }
    }
}
