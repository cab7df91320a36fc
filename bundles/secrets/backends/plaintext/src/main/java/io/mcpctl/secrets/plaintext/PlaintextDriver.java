package io.mcpctl.secrets.plaintext;

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.ValueCipher;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Keeps values in the secret's own row. The name is older than the encryption: documents that say {@code plaintext} stay
 * valid, and what is stored is sealed with the master key.
 */
@Component(property = "type=plaintext")
public final class PlaintextDriver implements SecretDriver {
    private final ValueCipher cipher;

    @Activate
    public PlaintextDriver(@Reference ValueCipher cipher) {
        this.cipher = cipher;
    }

    @Override
    public void check(Map<String, Object> config) {
        List<Violation> violations = config.keySet().stream()
                .sorted()
                .map(key -> new Violation("config." + key, "is not known; a backend of type plaintext has no settings"))
                .toList();
        if (!violations.isEmpty()) {
            Violation first = violations.getFirst();
            throw new ProblemException(
                    new Problem(ProblemKind.INVALID, first.path() + ": " + first.message(), violations), null);
        }
    }

    @Override
    public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
        return new RowStorage(cipher);
    }
}
