package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Action;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What can be done with tokens besides making, reading and deleting them. */
@Component
public final class TokenRoutes implements RouteProvider {
    private final ResourceStore store;
    private final Clock clock;

    @Activate
    public TokenRoutes(@Reference ResourceStore store) {
        this(store, Clock.systemUTC());
    }

    TokenRoutes(ResourceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/mcptokens/introspect",
                        Permission.AUTHENTICATED,
                        Views.Introspection.class,
                        "Tells an MCP token about itself.",
                        call -> Reply.of(introspect(call.caller()))),
                revoke("/mcptokens/{name}/revoke"),
                revoke("/mcptokens/{project}/{name}/revoke"));
    }

    private Route<Route.Nothing> revoke(String path) {
        return Route.post(
                        path,
                        Permission.on(Action.delete, "mcptokens", "{name}"),
                        Route.Nothing.class,
                        Views.TokenView.class,
                        "Ends an MCP token; it stays visible.",
                        this::revoke)
                .verb("revoke");
    }

    private Views.Introspection introspect(Principal caller) {
        Principal.Token token = caller.token()
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.INVALID, "the bearer is no MCP token; send the raw token as the bearer"));
        Optional<Instant> end = store.find(Kinds.TOKEN, token.project() + "/" + token.name())
                .flatMap(t -> t.spec().expiresAt());
        return new Views.Introspection(
                true, token.name(), token.sha(), token.project(), token.projectId(), caller.name(), end);
    }

    private Reply revoke(Call<Route.Nothing> call) {
        String name = call.segment("name");
        String path = Optional.ofNullable(call.path().get("project"))
                .or(() -> call.parameter("project"))
                .map(project -> project + "/" + name)
                .orElse(name);
        Optional<Resource<TokenSpec>> found = store.find(Kinds.TOKEN, path);
        String id = found.map(Resource::id)
                .orElseThrow(() -> new ProblemException(
                        ProblemKind.NOT_FOUND, "mcptoken '" + path + "' not found; see 'get mcptokens'"));
        Instant now = clock.instant();
        Resource<TokenSpec> revoked = store.transact(
                call.caller(),
                transaction ->
                        TokenKind.revoke(transaction.find(Kinds.TOKEN, id).orElseThrow(), now, transaction));
        return Reply.of(Views.TokenView.of(revoked, now));
    }
}
