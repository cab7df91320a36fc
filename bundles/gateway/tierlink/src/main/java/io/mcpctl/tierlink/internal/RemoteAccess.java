package io.mcpctl.tierlink.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.tierlink.internal.Mcpd.Answer;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
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

    private final Mcpd mcpd;
    private final Kept<Boolean> kept;
    private final Predicate<String> isLocal;

    @Activate
    public RemoteAccess(@Reference Mcpd mcpd, @Reference LocalUpstreams local) {
        this(mcpd, Clock.systemUTC(), name -> local.find(name).isPresent());
    }

    /** {@code isLocal} tells by its name whether a server is known to this proxy alone. */
    RemoteAccess(Mcpd mcpd, Clock clock, Predicate<String> isLocal) {
        this.mcpd = mcpd;
        this.isLocal = isLocal;
        this.kept = new Kept<>(clock);
    }

    @Override
    public void admit(Caller caller, String path) {
        fence(caller, path);
        boolean owner = caller.principal().unrestricted();
        if (owner && isOfLocalServer(path)) {
            return;
        }
        Optional<String> bearer = owner ? mcpd.own().now() : caller.bearer();
        Optional<String> account = caller.principal().serviceAccount();
        String key = bearer.map(TokenText::hashToken).orElse("") + " " + account.orElse("") + " " + path;
        try {
            kept.get(key, () -> ask(path, bearer, account, owner));
        } catch (ProblemException e) {
            if (!owner || (e.kind() != ProblemKind.UNAVAILABLE && e.kind() != ProblemKind.TIMEOUT)) {
                throw e;
            }
        }
    }

    /** Which path is {@code /servers/<name>/mcp}, also within a project. */
    private boolean isOfLocalServer(String path) {
        String[] parts = path.split("/", -1);
        return parts.length >= 4
                && parts[parts.length - 3].equals("servers")
                && isLocal.test(URLDecoder.decode(parts[parts.length - 2], StandardCharsets.UTF_8));
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

    private Kept.Fresh<Boolean> ask(String path, Optional<String> bearer, Optional<String> account, boolean owner) {
        HttpRequest.Builder request = mcpd.request(path, bearer).timeout(LIMIT);
        account.ifPresent(name -> request.header("X-Service-Account", name));
        Answer answer = mcpd.ask(
                request.method("HEAD", HttpRequest.BodyPublishers.noBody()).build(), LIMIT);
        String shown = "'" + path + "'";
        switch (answer.status()) {
            case 204, 200 -> {
                return new Kept.Fresh<>(true, Optional.empty());
            }
            case 401 ->
                throw new ProblemException(
                        ProblemKind.UNAUTHENTICATED,
                        owner ? Mcpd.REMEDY : "Invalid token: mcpd does not accept it any more; log in again");
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
