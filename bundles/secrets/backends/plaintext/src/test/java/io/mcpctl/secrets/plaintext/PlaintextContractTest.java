package io.mcpctl.secrets.plaintext;

import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.testkit.FakeCipher;
import io.mcpctl.testkit.SecretBackendContract;
import java.util.List;
import java.util.Map;

final class PlaintextContractTest extends SecretBackendContract {
    @Override
    protected SecretDriver driver() {
        return new PlaintextDriver(new FakeCipher());
    }

    @Override
    protected Map<String, Object> config() {
        return Map.of();
    }

    @Override
    protected List<Map<String, Object>> wrongConfigs() {
        return List.of(Map.of("path", "/tmp"));
    }
}
