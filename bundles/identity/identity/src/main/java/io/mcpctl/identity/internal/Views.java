package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the routes of this area take and answer. */
final class Views {
    private Views() {}

    record Status(@Doc("Whether anybody can log in.") boolean hasUsers) {}

    record Bootstrap(
            @Doc("E-mail address.") @Range(min = 1, max = 320)
            String email,

            @Doc("Password.") @Range(min = 1, max = 1000) String password,
            @Doc("Name for people.") @Range(max = 200) Optional<String> name) {
        @Override
        public String toString() {
            return "Bootstrap[" + email + "]";
        }
    }

    record Credentials(
            @Doc("E-mail address.") @Range(min = 1, max = 320)
            String email,

            @Doc("Password.") @Range(min = 1, max = 1000) String password) {
        @Override
        public String toString() {
            return "Credentials[" + email + "]";
        }
    }

    record Impersonation(
            @Doc("E-mail address of the other user.") @Range(min = 1, max = 320)
            String email) {}

    record User(
            @Doc("Id.") String id,
            @Doc("E-mail address.") String email,
            @Doc("Name for people.") String name,
            @Doc("Legacy display value.") String role) {
        static User of(Resource<UserSpec> user) {
            return new User(
                    user.id(),
                    user.name(),
                    user.spec().name(),
                    user.spec().role().name());
        }
    }

    record Login(
            @Doc("Bearer of the session.") String token,
            @Doc("When the session ends.") Instant expiresAt,
            @Doc("Whose it is.") User user) {
        static Login of(Logins.Login login) {
            return new Login(login.session().token(), login.session().expiresAt(), User.of(login.user()));
        }

        @Override
        public String toString() {
            return "Login[" + user.email() + "]";
        }
    }

    record Success(@Doc("Always true.") boolean success) {}

    record Token(
            @Doc("Name of the MCP token.") String name,
            @Doc("Its project.") String project,
            @Doc("SHA-256 of the raw token.") String sha) {
        static Token of(Principal.Token token) {
            return new Token(token.name(), token.project(), token.sha());
        }
    }

    record Me(
            @Doc("Id; absent for the daemon's own callers.") Optional<String> id,

            @Doc("E-mail address, or name of one of the daemon's own callers.")
            String email,

            @Doc("Name for people.") String name,
            @Doc("Legacy display value.") String role,
            @Doc("Groups of the user.") List<String> groups,
            @Doc("Service account the request acts as.") Optional<String> serviceAccount,
            @Doc("MCP token that was sent.") Optional<Token> mcpToken) {}

    record Verdict(
            @Doc("Whether the caller may.") boolean allowed,

            @Doc("What is needed, or by what it is allowed.")
            String reason) {}

    record Introspection(
            @Doc("Always true: others are refused.") boolean active,
            @Doc("Name of the MCP token.") String name,
            @Doc("SHA-256 of the raw token.") String sha,
            @Doc("Name of its project.") String project,
            @Doc("Id of its project.") String projectId,
            @Doc("E-mail address of its owner.") String owner,
            @Doc("When it ends; absent means never.") Optional<Instant> expiresAt) {}

    record TokenView(
            @Doc("Id.") String id,
            @Doc("Name of the MCP token.") String name,
            @Doc("Its project.") String project,
            @Doc("First characters of the raw token.") Optional<String> tokenPrefix,
            @Doc("Owner.") Optional<String> owner,
            @Doc("When it was made.") Instant createdAt,
            @Doc("When it ends.") Optional<Instant> expiresAt,
            @Doc("When it was revoked.") Optional<Instant> revokedAt,
            @Doc("When it was last used.") Optional<Instant> lastUsedAt,
            @Doc("active, revoked or expired.") String status) {
        static TokenView of(Resource<TokenSpec> token, Instant now) {
            TokenSpec spec = token.spec();
            return new TokenView(
                    token.id(),
                    token.name(),
                    spec.project(),
                    spec.tokenPrefix(),
                    spec.owner(),
                    token.createdAt(),
                    spec.expiresAt(),
                    spec.revokedAt(),
                    spec.lastUsedAt(),
                    spec.statusAt(now).name());
        }
    }
}
