package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HostSecretsTest {
    @Test
    void valuesOfSecretsStayInTheHostsOwnStore() {
        HostStore store = new HostStore();
        try (Mcpctl mcpctl = Mcpctl.builder().secretBackend("hoststore", store).start()) {
            mcpctl.apply("""
                    kind: secretbackend
                    name: ours
                    type: hoststore
                    isDefault: true
                    ---
                    kind: secret
                    name: api
                    data: {token: s3cret}
                    """);

            assertEquals(Map.of("token", "s3cret"), store.values.get("api"));
            SecretRef token = new SecretRef("api", "token");
            assertEquals(
                    "s3cret",
                    mcpctl.service(SecretResolver.class)
                            .resolve(List.of(token))
                            .values()
                            .get(token));
        }
        assertTrue(store.closed);
    }

    private static final class HostStore implements SecretDriver, SecretStorage {
        final Map<String, Map<String, String>> values = new ConcurrentHashMap<>();
        volatile boolean closed;

        @Override
        public void check(Map<String, Object> config) {}

        @Override
        public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
            return this;
        }

        @Override
        public Map<String, String> read(StoredSecret secret) {
            return values.getOrDefault(secret.name(), Map.of());
        }

        @Override
        public StoredSecret write(StoredSecret secret, Map<String, String> now) {
            values.put(secret.name(), Map.copyOf(now));
            Map<String, String> marks =
                    now.keySet().stream().collect(Collectors.toMap(key -> key, key -> "kept by the host"));
            return new StoredSecret(secret.name(), marks, Optional.of(secret.name()));
        }

        @Override
        public void delete(StoredSecret secret) {
            values.remove(secret.name());
        }

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
