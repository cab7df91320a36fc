package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceKind.Naming;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.store.api.Database;
import io.mcpctl.store.api.Neighbours;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and ends sessions. */
@Component(service = Logins.class)
public final class Logins {
    private static final Logger log = LoggerFactory.getLogger(Logins.class);
    private static final int SHORTEST = 8;

    private final ResourceStore store;
    private final Database database;
    private final Passwords passwords;
    private final Rules rules;
    private final Callers callers;
    private final Neighbours neighbours;
    private final Clock clock;

    @Activate
    public Logins(
            @Reference ResourceStore store,
            @Reference Database database,
            @Reference Passwords passwords,
            @Reference Rules rules,
            @Reference Callers callers,
            @Reference Neighbours neighbours) {
        this(store, database, passwords, rules, callers, neighbours, Clock.systemUTC());
    }

    Logins(
            ResourceStore store,
            Database database,
            Passwords passwords,
            Rules rules,
            Callers callers,
            Neighbours neighbours,
            Clock clock) {
        this.store = store;
        this.database = database;
        this.passwords = passwords;
        this.rules = rules;
        this.callers = callers;
        this.neighbours = neighbours;
        this.clock = clock;
    }

    /** A session and whose it is. */
    record Login(Sessions.Opened session, Resource<UserSpec> user) {}

    boolean hasUsers() {
        rules.compare(database);
        return Administrator.hasUsers(rules.now().facts());
    }

    Login bootstrap(String email, String password, String name) {
        String address = email.toLowerCase(Locale.ROOT);
        if (hasUsers()) {
            throw initialised();
        }
        requireAddress(address);
        requireLength(password);
        String hash = passwords.hash(password);
        Login login = store.transact(Principal.SYSTEM, transaction -> {
            if (Administrator.hasUsers(Limits.locked(transaction))) {
                throw initialised();
            }
            Resource<UserSpec> user = Administrator.make(address, name, hash, transaction);
            return new Login(
                    Sessions.open(transaction.connection(), user.id(), Optional.empty(), clock.instant()), user);
        });
        changed();
        log.atInfo().addKeyValue("user", address).log("first administrator was made");
        return login;
    }

    Login login(String email, String password) {
        Optional<Resource<UserSpec>> user =
                store.find(Kinds.USER, email).filter(u -> u.name().equals(email.toLowerCase(Locale.ROOT)));
        boolean right = passwords.matches(password, user.flatMap(u -> u.spec().passwordHash()));
        if (!right || user.isEmpty()) {
            throw new ProblemException(ProblemKind.UNAUTHENTICATED, "Invalid credentials");
        }
        return open(user.get(), Optional.empty());
    }

    Login impersonate(Principal caller, String email) {
        Resource<UserSpec> user = store.find(Kinds.USER, email)
                .orElseThrow(() ->
                        new ProblemException(ProblemKind.NOT_FOUND, "user '" + email + "' not found; see 'get users'"));
        if (user.name().equals(Kinds.SYSTEM_USER)) {
            throw new ProblemException(
                    ProblemKind.FORBIDDEN, "user '" + Kinds.SYSTEM_USER + "' cannot be impersonated");
        }
        log.atInfo()
                .addKeyValue("user", user.name())
                .addKeyValue("impersonator", caller.name())
                .log("session of another user was opened");
        return open(user, Optional.of(caller.name()));
    }

    /** A session for somebody who proved to be the user in another way. */
    Login open(Resource<UserSpec> user, Optional<String> impersonator) {
        return new Login(
                store.transact(
                        Principal.SYSTEM,
                        transaction ->
                                Sessions.open(transaction.connection(), user.id(), impersonator, clock.instant())),
                user);
    }

    /** @throws ProblemException UNAUTHENTICATED when there is no session of the hash */
    void logout(String hash) {
        boolean ended = store.transact(Principal.SYSTEM, transaction -> {
            boolean found = Sessions.end(transaction.connection(), hash);
            if (found) {
                Callers.tellSessionEnded(neighbours, transaction.connection());
            }
            return found;
        });
        callers.forget();
        if (!ended) {
            throw new ProblemException(ProblemKind.UNAUTHENTICATED, "Invalid token: the bearer is no session");
        }
    }

    private void changed() {
        callers.forget();
        rules.changed();
    }

    private static void requireAddress(String email) {
        Naming.Named naming = (Naming.Named) Kinds.USER.naming();
        if (!email.matches(naming.pattern()) || email.equals(Kinds.SYSTEM_USER)) {
            throw invalid("email", "must be an e-mail address of a person");
        }
    }

    private static void requireLength(String password) {
        if (password.length() < SHORTEST) {
            throw invalid("password", "must have at least " + SHORTEST + " characters");
        }
    }

    private static ProblemException invalid(String path, String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, path + ": " + message, List.of(new Violation(path, message))), null);
    }

    private static ProblemException initialised() {
        return new ProblemException(ProblemKind.CONFLICT, "Already initialised");
    }
}
