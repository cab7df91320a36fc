package io.mcpctl.identity.internal;

import io.mcpctl.resources.api.Computed;
import io.mcpctl.resources.api.Default;
import io.mcpctl.resources.api.Doc;
import io.mcpctl.resources.api.Hidden;
import io.mcpctl.resources.api.Linked;
import io.mcpctl.resources.api.Output;
import io.mcpctl.resources.api.Range;
import io.mcpctl.resources.api.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A bearer of one project. Of the raw token only the hash is stored. */
public record TokenSpec(
        @Doc("The only project the token reaches.") @Ref("project")
        String project,

        @Doc("What the token is for.") @Default("\"\"") @Range(max = 1000)
        String description,

        @Doc("empty: only the given bindings; clone: also all that its creator has at this moment. Written only.")
        @Linked
        Optional<RbacMode> rbacMode,

        @Doc("What the token may do; nobody can give more than they have.") @Default("[]") @Range(max = 1000) @Linked
        List<Binding> bindings,

        @Doc("When it ends, as a span such as 30d, 12h or 45m, a time, or never. Written only.") @Linked
        Optional<String> ttl,

        @Doc("When it ends; absent means never.") Optional<Instant> expiresAt,

        @Doc("Whether a live token of the name is revoked for this one. Written only.") @Linked
        Optional<Boolean> force,

        @Doc("User it was made by.") @Output @Ref("user") Optional<String> owner,

        @Doc("SHA-256 of the raw token.") @Hidden Optional<String> tokenHash,

        @Doc("First characters of the raw token, to recognise it.") @Output
        Optional<String> tokenPrefix,

        @Doc("When it was revoked.") @Output Optional<Instant> revokedAt,

        @Doc("When it was last used, to the minute.") @Output
        Optional<Instant> lastUsedAt,

        @Doc("active, revoked or expired.") @Computed Optional<Status> status,

        @Doc("The raw token; shown once, when it is made.") @Computed
        Optional<String> token) {

    /** Where a new token's bindings come from. */
    public enum RbacMode {
        empty,
        clone
    }

    /** Whether it can be used. */
    public enum Status {
        active,
        revoked,
        expired
    }

    Status statusAt(Instant now) {
        boolean ended = expiresAt.filter(end -> !end.isAfter(now)).isPresent();
        if (revokedAt.isPresent()) {
            boolean endedBefore = expiresAt.isPresent() && !revokedAt.get().isBefore(expiresAt.get());
            return endedBefore ? Status.expired : Status.revoked;
        }
        return ended ? Status.expired : Status.active;
    }

    /** To be stored as a new token. */
    TokenSpec made(List<Binding> granted, Optional<Instant> end, String ownerEmail, String hash, String prefix) {
        return new TokenSpec(
                project,
                description,
                Optional.empty(),
                granted,
                Optional.empty(),
                end,
                Optional.empty(),
                Optional.of(ownerEmail),
                Optional.of(hash),
                Optional.of(prefix),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    TokenSpec revoked(Instant at) {
        return with(bindings, Optional.of(at), status, token);
    }

    TokenSpec shown(List<Binding> granted, Status now, Optional<String> raw) {
        return with(granted, revokedAt, Optional.of(now), raw);
    }

    private TokenSpec with(
            List<Binding> granted, Optional<Instant> revoked, Optional<Status> now, Optional<String> raw) {
        return new TokenSpec(
                project,
                description,
                rbacMode,
                granted,
                ttl,
                expiresAt,
                force,
                owner,
                tokenHash,
                tokenPrefix,
                revoked,
                lastUsedAt,
                now,
                raw);
    }

    /** The raw token ends in no log. */
    @Override
    public String toString() {
        return "TokenSpec[" + tokenPrefix.orElse("") + "]";
    }
}
