package {{package}};

import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.testkit.SecretBackendContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** The class by itself. The tests of the contract come with the class it extends. */
class {{type}}Test extends SecretBackendContract {
    private final Path folder;

    {{type}}Test(@TempDir Path folder) {
        this.folder = folder;
    }

    @Override
    protected SecretDriver driver() {
        return new {{type}}();
    }

    @Override
    protected Map<String, Object> config() {
        return Map.of("folder", folder.toString());
    }

    @Override
    protected List<Map<String, Object>> wrongConfigs() {
        return List.of(Map.of(), Map.of("folder", "relative"), Map.of("folder", "/a", "colour", "red"));
    }
}
