package {{package}};

import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.Problem.Violation;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Component;

/**
 * Knows secret backends of type {@code {{name}}}: a folder whose files only their owner can read. Put the client of your store in
 * the place of {@link FolderStorage}.
 */
@Component(property = "type={{name}}")
public final class {{type}} implements SecretDriver {
    private static final String FOLDER = "folder";

    /** Looks at what users write as {@code config} of the backend; must not reach the store. */
    @Override
    public void check(Map<String, Object> config) {
        config.keySet().stream().filter(key -> !key.equals(FOLDER)).findFirst().ifPresent(key -> {
            throw wrong(key, "is not known; known is " + FOLDER);
        });
        folder(config);
    }

    private static Path folder(Map<String, Object> config) {
        if (config.get(FOLDER) instanceof String folder && folder.startsWith("/") && folder.indexOf('\0') < 0) {
            return Path.of(folder);
        }
        throw wrong(FOLDER, "must be the absolute path of a folder");
    }

    private static ProblemException wrong(String key, String what) {
        Violation violation = new Violation("config." + key, what);
        String sentence = violation.path() + ": " + what;
        return new ProblemException(new Problem(ProblemKind.INVALID, sentence, List.of(violation)), null);
    }

    /** Returns at once; credentials that are secrets themselves are asked of {@code secrets} at the first use. */
    @Override
    public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
        return new FolderStorage(folder(config));
    }
}
