package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.tierlink.internal.Mcpd.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Who the bearers of clients are, as mcpd says; kept by their hashes only. */
@Component(service = Bearers.class)
public final class Bearers {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Mcpd mcpd;
    private final Kept<Principal> kept;

    @Activate
    public Bearers(@Reference Mcpd mcpd) {
        this(mcpd, Clock.systemUTC());
    }

    Bearers(Mcpd mcpd, Clock clock) {
        this.mcpd = mcpd;
        this.kept = new Kept<>(clock);
    }

    /** @throws ProblemException UNAUTHENTICATED; UNAVAILABLE when mcpd cannot be asked */
    Principal verify(String bearer, Optional<String> account) {
        return kept.get(
                key(bearer, account), () -> TokenText.isMcpToken(bearer) ? token(bearer) : user(bearer, account));
    }

    /** mcpd refused it meanwhile. */
    void forget(String bearer, Optional<String> account) {
        kept.forget(key(bearer, account));
    }

    private static String key(String bearer, Optional<String> account) {
        return TokenText.hashToken(bearer) + account.map(name -> " " + name).orElse("");
    }

    private Kept.Fresh<Principal> token(String bearer) {
        JsonNode said = good(mcpd.get("/api/v1/mcptokens/introspect", Optional.of(bearer), LIMIT));
        String sha = said.path("sha").asText("");
        if (!said.path("active").asBoolean() || !TokenText.timingSafeEqualHex(TokenText.hashToken(bearer), sha)) {
            throw refused("the token is not active");
        }
        Principal.Token token = new Principal.Token(
                said.path("name").asText(""),
                said.path("project").asText(""),
                said.path("projectId").asText(""),
                sha);
        Optional<Instant> end = Optional.of(said.path("expiresAt").asText(""))
                .filter(text -> !text.isEmpty() && !text.equals("null"))
                .map(Instant::parse);
        Principal owner = new Principal(
                said.path("owner").asText(""), Optional.empty(), Set.of(), Optional.empty(), Optional.of(token), false);
        return new Kept.Fresh<>(owner, end);
    }

    private Kept.Fresh<Principal> user(String bearer, Optional<String> account) {
        var request = mcpd.request("/api/v1/auth/me", Optional.of(bearer)).timeout(LIMIT);
        account.ifPresent(name -> request.header("X-Service-Account", name));
        JsonNode said = good(mcpd.ask(request.GET().build(), LIMIT));
        Set<String> groups = new HashSet<>();
        said.path("groups").forEach(group -> groups.add(group.asText()));
        Principal user = new Principal(
                said.path("email").asText(""),
                Optional.of(said.path("id").asText("")).filter(id -> !id.isEmpty() && !id.equals("null")),
                groups,
                account,
                Optional.empty(),
                false);
        return new Kept.Fresh<>(user, Optional.empty());
    }

    private JsonNode good(Answer answer) {
        return switch (answer.status()) {
            case 200 -> answer.json();
            case 401 -> throw refused(answer.sentence());
            case 403 -> throw new ProblemException(ProblemKind.FORBIDDEN, answer.sentence());
            default ->
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        "mcpd at " + mcpd.shown() + " cannot verify the token now: " + answer.sentence());
        };
    }

    private static ProblemException refused(String sentence) {
        return new ProblemException(ProblemKind.UNAUTHENTICATED, sentence);
    }
}
