package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.tierlink.internal.Mcpd.Answer;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * mcpd decides: whoever may use the endpoint of the same path there may use it here. Which project a token is for is
 * known here already. While mcpd is away, the owner of the proxy still reaches what is known of it.
 */
@Component
public final class RemoteAccess implements EndpointAccess {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String PROJECTS = "/projects/";
    private static final String SERVERS = "/servers";
    /** The endpoint of all servers. */
    private static final String ALL = "/mcp";

    private final Mcpd mcpd;
    private final Kept<Boolean> kept;
    private final LocalUpstreams local;
    private final Supplier<Set<String>> there;
    private final UsableServers usable = new UsableServers();

    @Activate
    public RemoteAccess(@Reference Mcpd mcpd, @Reference LocalUpstreams local, @Reference ServerSessions there) {
        this(mcpd, Clock.systemUTC(), local, there::names);
    }

    /** {@code there} names the servers of mcpd. */
    RemoteAccess(Mcpd mcpd, Clock clock, LocalUpstreams local, Supplier<Set<String>> there) {
        this.mcpd = mcpd;
        this.local = local;
        this.there = there;
        this.kept = new Kept<>(clock);
    }

    @Override
    public void admit(Caller caller, String path) {
        fence(caller, path);
        if (caller.principal().unrestricted() && isOfLocalServer(path)) {
            return;
        }
        Shown shown = Shown.of(caller, mcpd.own());
        try {
            kept.get(shown.key() + " " + path, () -> ask(path, shown));
        } catch (ProblemException e) {
            if (!shown.own() || (e.kind() != ProblemKind.UNAVAILABLE && e.kind() != ProblemKind.TIMEOUT)) {
                throw e;
            }
        }
    }

    @Override
    public Set<String> servers(Caller caller) {
        Shown shown = Shown.of(caller, mcpd.own());
        Set<String> names = new HashSet<>(usable.get(shown.key(), there.get(), () -> servers(shown)));
        names.addAll(local.names(caller));
        return names;
    }

    private Set<String> servers(Shown shown) {
        Answer answer = mcpd.ask(shown.request(mcpd, SERVERS).GET().build(), LIMIT);
        check(answer, SERVERS, shown);
        return StreamSupport.stream(answer.json().spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Which path is {@code /servers/<name>/mcp}, also within a project. */
    private boolean isOfLocalServer(String path) {
        String[] parts = path.split("/", -1);
        return parts.length >= 4
                && parts[parts.length - 3].equals("servers")
                && local.find(URLDecoder.decode(parts[parts.length - 2], StandardCharsets.UTF_8))
                        .isPresent();
    }

    private static void fence(Caller caller, String path) {
        caller.principal().token().filter(token -> path.startsWith(PROJECTS)).ifPresent(token -> {
            int end = path.indexOf('/', PROJECTS.length());
            String project = path.substring(PROJECTS.length(), end < 0 ? path.length() : end);
            if (!project.equals(token.project())) {
                throw new ProblemException(
                        ProblemKind.FORBIDDEN,
                        "token '" + token.name() + "' does not reach project '" + project
                                + "'; use a token of that project");
            }
        });
    }

    /** What mcpd is shown for a caller; the owner of the proxy acts with the proxy's own bearer. */
    private record Shown(Optional<String> bearer, Optional<String> account, boolean own) {
        static Shown of(Caller caller, OwnToken token) {
            boolean owner = caller.principal().unrestricted();
            return new Shown(
                    owner ? token.now() : caller.bearer(), caller.principal().serviceAccount(), owner);
        }

        String key() {
            return bearer.map(TokenText::hashToken).orElse("") + " " + account.orElse("");
        }

        HttpRequest.Builder request(Mcpd mcpd, String path) {
            HttpRequest.Builder request = mcpd.request(path, bearer).timeout(LIMIT);
            account.ifPresent(name -> request.header("X-Service-Account", name));
            return request;
        }

        @Override
        public String toString() {
            return "Shown[" + (own ? "own" : "caller's") + "]";
        }
    }

    /** Who may ask for servers may use the endpoint of all servers; mcpd itself may have a project there. */
    private Kept.Fresh<Boolean> ask(String path, Shown shown) {
        String there = path.equals(ALL) ? SERVERS : path;
        Answer answer = mcpd.ask(
                shown.request(mcpd, there)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                LIMIT);
        check(answer, path, shown);
        return new Kept.Fresh<>(true, Optional.empty());
    }

    private void check(Answer answer, String path, Shown caller) {
        String shown = "'" + path + "'";
        switch (answer.status()) {
            case 204, 200 -> {} // admitted
            case 401 ->
                throw new ProblemException(
                        ProblemKind.UNAUTHENTICATED,
                        caller.own() ? Mcpd.REMEDY : "Invalid token: mcpd does not accept it any more; log in again");
            case 403 ->
                throw new ProblemException(
                        ProblemKind.FORBIDDEN, "Forbidden: mcpd does not let the caller use " + shown);
            case 404 ->
                throw new ProblemException(
                        ProblemKind.NOT_FOUND,
                        "there is no " + shown + " at mcpd; see \"get projects\" and \"get servers\"");
            default ->
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "mcpd at " + mcpd.shown() + " answered " + answer.status() + " for " + shown);
        }
    }
}
