package io.mcpctl.identity.internal;

import io.mcpctl.audit.api.AuditTrail;
import io.mcpctl.identity.api.Permission;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Log in, log out, who am I. */
@Component
public final class AuthRoutes implements RouteProvider {
    private final Logins logins;
    private final ResourceStore store;
    private final CanI canI;
    private final LoginLimit limit;
    private final LoginTrail trail = new LoginTrail();

    @Activate
    public AuthRoutes(@Reference Logins logins, @Reference ResourceStore store, @Reference CanI canI) {
        this(logins, store, canI, Clock.systemUTC());
    }

    AuthRoutes(Logins logins, ResourceStore store, CanI canI, Clock clock) {
        this.logins = logins;
        this.store = store;
        this.canI = canI;
        this.limit = new LoginLimit(clock);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setTrail(AuditTrail current) {
        trail.to(current);
    }

    void unsetTrail(AuditTrail gone) {
        trail.without(gone);
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(
                Route.get(
                        "/auth/status",
                        Permission.ANYONE,
                        Views.Status.class,
                        "Whether anybody can log in.",
                        call -> Reply.of(new Views.Status(logins.hasUsers()))),
                Route.post(
                                "/auth/bootstrap",
                                Permission.ANYONE,
                                Views.Bootstrap.class,
                                Views.Login.class,
                                "Makes the first administrator, while nobody can log in.",
                                this::bootstrap)
                        .status(201)
                        .verb("bootstrap"),
                Route.post(
                                "/auth/login",
                                Permission.ANYONE,
                                Views.Credentials.class,
                                Views.Login.class,
                                "Opens a session.",
                                this::login)
                        .verb("login"),
                Route.post(
                                "/auth/logout",
                                Permission.AUTHENTICATED,
                                Route.Nothing.class,
                                Views.Success.class,
                                "Ends the session of the bearer.",
                                this::logout)
                        .verb("logout"),
                Route.get(
                        "/auth/me",
                        Permission.AUTHENTICATED,
                        Views.Me.class,
                        "Who calls.",
                        call -> Reply.of(me(call.caller()))),
                Route.post(
                                "/auth/impersonate",
                                new Permission.Operation("impersonate"),
                                Views.Impersonation.class,
                                Views.Login.class,
                                "Opens a session of another user.",
                                this::impersonate)
                        .verb("impersonate"),
                Route.get(
                        "/auth/can-i",
                        Permission.AUTHENTICATED,
                        Views.Verdict.class,
                        "Whether the caller may: ?action=&resource=&name= or ?operation=.",
                        call -> Reply.of(canI.answer(call))));
    }

    private Reply bootstrap(Call<Views.Bootstrap> call) {
        limit.attempt(call.remoteAddress());
        Views.Bootstrap body = call.body();
        Views.Login made = Views.Login.of(
                logins.bootstrap(body.email(), body.password(), body.name().orElse("")));
        trail.entered("bootstrap", made, call.remoteAddress());
        return Reply.of(made);
    }

    private Reply login(Call<Views.Credentials> call) {
        limit.attempt(call.remoteAddress());
        Views.Login made =
                Views.Login.of(logins.login(call.body().email(), call.body().password()));
        trail.entered("login", made, call.remoteAddress());
        return Reply.of(made);
    }

    private Reply impersonate(Call<Views.Impersonation> call) {
        Views.Login made =
                Views.Login.of(logins.impersonate(call.caller(), call.body().email()));
        trail.impersonated(call.caller(), made, call.remoteAddress());
        return Reply.of(made);
    }

    private Reply logout(Call<Route.Nothing> call) {
        String bearer =
                BearerAuthenticator.bearer(Optional.ofNullable(call.headers().get("authorization")));
        logins.logout(TokenText.hashToken(bearer));
        return Reply.of(new Views.Success(true));
    }

    private Views.Me me(Principal caller) {
        Optional<Resource<UserSpec>> user = caller.userId().flatMap(id -> store.find(Kinds.USER, id));
        return new Views.Me(
                caller.userId(),
                caller.name(),
                user.map(u -> u.spec().name()).orElse(""),
                user.map(u -> u.spec().role().name())
                        .orElse(caller.unrestricted() ? UserSpec.Role.ADMIN.name() : UserSpec.Role.USER.name()),
                caller.groups().stream().sorted().toList(),
                caller.serviceAccount(),
                caller.token().map(Views.Token::of));
    }
}
