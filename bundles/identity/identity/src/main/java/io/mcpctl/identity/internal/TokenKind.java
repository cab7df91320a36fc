package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.identity.internal.TokenSpec.RbacMode;
import io.mcpctl.identity.internal.TokenSpec.Status;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.api.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kind {@code mcptoken}. */
@Component(service = KindProvider.class, property = "kind=mcptoken")
public final class TokenKind implements KindProvider<TokenSpec> {
    private static final int PREFIX = 16;

    private final Rules rules;
    private final Clock clock;
    /** The raw token made in a transaction: whoever reads the token in another one never sees it. */
    private final Map<Transaction, String> made = Collections.synchronizedMap(new WeakHashMap<>());

    @Activate
    public TokenKind(@Reference Rules rules) {
        this(rules, Clock.systemUTC());
    }

    TokenKind(Rules rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public ResourceKind<TokenSpec> kind() {
        return Kinds.TOKEN;
    }

    @Override
    public TokenSpec check(String name, TokenSpec spec, Optional<Resource<TokenSpec>> before, Transaction transaction) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> end = Lifetime.end(spec.ttl(), spec.expiresAt(), now);
        List<Binding> granted = granted(spec, transaction);
        replace(name, spec, now, transaction);
        String raw = TokenText.generateToken();
        if (!transaction.dryRun()) {
            // Of a dry run nobody is shown what would never be known.
            made.put(transaction, raw);
        }
        String owner =
                transaction.caller().userId().isPresent() ? transaction.caller().name() : Kinds.SYSTEM_USER;
        return spec.made(granted, end, owner, TokenText.hashToken(raw), raw.substring(0, PREFIX));
    }

    private static List<Binding> granted(TokenSpec spec, Transaction transaction) {
        Bindings form = new Bindings(Words.of(transaction.kinds()));
        List<Binding> asked = form.bindings(spec.bindings(), "bindings");
        form.finish();
        boolean clone = spec.rbacMode().equals(Optional.of(RbacMode.clone));
        if (asked.isEmpty() && !clone) {
            return List.of();
        }
        Principal caller = transaction.caller();
        RuleIndex index = new RuleIndex(Limits.locked(transaction));
        Limits.ceiling(transaction, index, asked);
        Set<Binding> all = new LinkedHashSet<>();
        if (clone && caller.unrestricted()) {
            all.addAll(Words.everything());
        } else if (clone) {
            index.access(caller.name()).forEach(entry -> all.add(entry.binding()));
        }
        all.addAll(asked);
        return List.copyOf(all);
    }

    /** A live token of the same name is in the way, unless it is to be replaced; an expired one is not. */
    private static void replace(String name, TokenSpec spec, Instant now, Transaction transaction) {
        for (Resource<TokenSpec> other : transaction.listBy(Kinds.TOKEN, "project", spec.project())) {
            if (!other.name().equals(name) || other.spec().revokedAt().isPresent()) {
                continue;
            }
            boolean active = other.spec().statusAt(now) == Status.active;
            if (active && !spec.force().orElse(false)) {
                throw new ProblemException(
                        ProblemKind.CONFLICT,
                        "mcptoken '" + name + "' already exists in project '" + spec.project()
                                + "'; revoke it, or replace it with force");
            }
            revoke(other, now, transaction);
        }
    }

    /** Ends a token and takes its permissions; the row stays for history. */
    static Resource<TokenSpec> revoke(Resource<TokenSpec> token, Instant now, Transaction transaction) {
        if (token.spec().revokedAt().isPresent()) {
            return token;
        }
        removeDefinition(token, transaction);
        return transaction.update(Kinds.TOKEN, token.id(), spec -> spec.revoked(now.truncatedTo(ChronoUnit.MILLIS)));
    }

    private static void removeDefinition(Resource<TokenSpec> token, Transaction transaction) {
        String name = definition(token.spec());
        boolean own = transaction
                .find(Kinds.RBAC, name)
                .filter(rbac -> rbac.spec().tokenId().equals(Optional.of(token.id())))
                .isPresent();
        if (own) {
            transaction.delete(Kinds.RBAC, name);
        }
    }

    private static String definition(TokenSpec token) {
        return "mcptoken-" + token.tokenHash().orElseThrow().substring(0, 12);
    }

    @Override
    public void afterWrite(Resource<TokenSpec> token, Transaction transaction) {
        if (!token.spec().bindings().isEmpty()) {
            Subject subject =
                    new Subject(Subject.Kind.McpToken, token.spec().tokenHash().orElseThrow());
            transaction.create(
                    Kinds.RBAC,
                    definition(token.spec()),
                    new RbacSpec(List.of(subject), token.spec().bindings(), Optional.of(token.id())));
        }
    }

    @Override
    public TokenSpec present(Resource<TokenSpec> token, Transaction transaction) {
        TokenSpec spec = token.spec();
        String hash = spec.tokenHash().orElse("");
        Optional<String> raw = Optional.ofNullable(made.get(transaction))
                .filter(text -> TokenText.timingSafeEqualHex(TokenText.hashToken(text), hash));
        List<Binding> granted = spec.bindings().isEmpty()
                ? rules.now().entries(new Subject(Subject.Kind.McpToken, hash)).stream()
                        .map(AccessEntry::binding)
                        .toList()
                : spec.bindings();
        return spec.shown(granted, spec.statusAt(clock.instant()), raw);
    }

    @Override
    public boolean onDelete(Resource<TokenSpec> token, Transaction transaction) {
        removeDefinition(token, transaction);
        return true;
    }

    @Override
    public boolean ended(Resource<TokenSpec> token) {
        return token.spec().statusAt(clock.instant()) != Status.active;
    }
}
