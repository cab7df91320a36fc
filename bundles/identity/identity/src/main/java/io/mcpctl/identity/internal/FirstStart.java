package io.mcpctl.identity.internal;

import io.mcpctl.identity.api.Principal;
import io.mcpctl.identity.api.TokenText;
import io.mcpctl.identity.internal.Bearers.Verified;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.store.api.Database;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A daemon for one person: its first start makes the administrator and logs the owner of the home in. */
final class FirstStart {
    static final String ADMINISTRATOR = "admin@mcpctl.local";

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(7);

    private final ResourceStore store;
    private final Database database;
    private final Passwords passwords;
    private final Logins logins;

    FirstStart(ResourceStore store, Database database, Passwords passwords, Logins logins) {
        this.store = store;
        this.database = database;
        this.passwords = passwords;
        this.logins = logins;
    }

    /** @param url of this daemon, as the command line knows it */
    void run(CredentialsFile file, String url, Instant now) throws IOException {
        boolean nobody = store.list(Kinds.USER).stream().allMatch(u -> u.name().equals(Kinds.SYSTEM_USER));
        if (nobody) {
            // A password that nobody is told: the owner has the session, and may set a password with it.
            String hash = passwords.hash(TokenText.randomText());
            store.transact(
                    Principal.SYSTEM, transaction -> Administrator.make(ADMINISTRATOR, "Owner", hash, transaction));
            log.atInfo().addKeyValue("user", ADMINISTRATOR).log("first administrator was made");
        }
        Optional<Resource<UserSpec>> administrator = store.find(Kinds.USER, ADMINISTRATOR);
        if (administrator.isPresent() && isWanted(file, url, now)) {
            Sessions.Opened session =
                    logins.open(administrator.get(), Optional.empty()).session();
            file.write(new CredentialsFile.Content(session.token(), url, ADMINISTRATOR, session.expiresAt()));
            log.atInfo().addKeyValue("user", ADMINISTRATOR).log("the owner of the home was logged in");
        }
    }

    /** Not when the file is for another daemon, cannot be understood, or holds the good session of anybody. */
    private boolean isWanted(CredentialsFile file, String url, Instant now) throws IOException {
        if (!file.exists()) {
            return true;
        }
        Optional<CredentialsFile.Content> content = file.read();
        if (content.isEmpty() || !content.get().mcpdUrl().equals(url)) {
            return false;
        }
        String user = content.get().user();
        boolean somebodyElse = !user.equals(ADMINISTRATOR)
                && store.find(Kinds.USER, user)
                        .filter(u -> u.name().equals(user))
                        .isPresent();
        return !somebodyElse && !isGood(content.get().token(), now);
    }

    private boolean isGood(String token, Instant now) {
        try {
            Verified verified = new Bearers(database).verify(token, TokenText.hashToken(token), now);
            return verified.expiresAt()
                    .map(end -> end.isAfter(now.plus(RENEWED_BEFORE)))
                    .orElse(true);
        } catch (ProblemException e) {
            if (e.kind() == ProblemKind.UNAUTHENTICATED) {
                return false;
            }
            throw e;
        }
    }
}
