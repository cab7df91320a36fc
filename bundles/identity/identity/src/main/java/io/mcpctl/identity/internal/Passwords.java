package io.mcpctl.identity.internal;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Hashes and compares passwords with bcrypt; only a few at one time, because each takes a processor for a while. */
@Component(service = Passwords.class)
public final class Passwords {
    /** bcrypt reads no more. */
    static final int MAX_BYTES = 72;

    private static final int COST = 10;
    private static final int WAIT_SECONDS = 10;

    /** A hash of the same cost that nobody knows a password of. */
    private static final String NOBODY = "$2a$10$qL1unKBdUEpRNKoBFeg3d.CwqeDuEhy/ZcaBZrd8r//RNs85sbWE2";

    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    @Activate
    public Passwords() {}

    /** @throws ProblemException INVALID when it is too long */
    String hash(String password) {
        check(password);
        return limited(() -> BCrypt.withDefaults().hashToString(COST, password.toCharArray()));
    }

    /** Whether it is the password; an absent hash costs the same work. */
    boolean matches(String password, Optional<String> hash) {
        check(password);
        boolean equal = limited(() -> BCrypt.verifyer().verify(password.toCharArray(), hash.orElse(NOBODY)).verified);
        return equal && hash.isPresent();
    }

    private static void check(String password) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            Violation tooLong = new Violation("password", "must not be longer than " + MAX_BYTES + " bytes");
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, "password: " + tooLong.message(), List.of(tooLong)), null);
        }
    }

    private <T> T limited(Supplier<T> work) {
        try {
            if (!processors.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new ProblemException(
                        ProblemKind.THROTTLED, "too many passwords are checked at this moment; try again later");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "the daemon stops; try again later", e);
        }
        try {
            return work.get();
        } finally {
            processors.release();
        }
    }
}
