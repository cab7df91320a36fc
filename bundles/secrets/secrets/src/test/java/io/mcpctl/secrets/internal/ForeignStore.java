package io.mcpctl.secrets.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A store elsewhere, in memory, that can be unreachable. */
final class ForeignStore implements SecretDriver {
    final Map<String, Map<String, String>> held = new ConcurrentHashMap<>();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    volatile boolean away;

    @Override
    public void check(Map<String, Object> config) {
        // Every setting is fine.
    }

    @Override
    public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
        opened.incrementAndGet();
        return new Storage(backend);
    }

    private final class Storage implements SecretStorage {
        private final String backend;

        Storage(String backend) {
            this.backend = backend;
        }

        @Override
        public Map<String, String> read(StoredSecret secret) {
            reach();
            reads.incrementAndGet();
            return Map.copyOf(held.getOrDefault(secret.name(), Map.of()));
        }

        @Override
        public StoredSecret write(StoredSecret secret, Map<String, String> values) {
            reach();
            held.put(secret.name(), Map.copyOf(values));
            Map<String, String> marks = new HashMap<>();
            int write = writes.incrementAndGet();
            values.keySet().forEach(key -> marks.put(key, "write " + write));
            return new StoredSecret(secret.name(), marks, Optional.of(backend + "/" + secret.name()));
        }

        @Override
        public void delete(StoredSecret secret) {
            reach();
            held.remove(secret.name());
        }

        private void reach() {
            if (away) {
                throw new ProblemException(
                        ProblemKind.UPSTREAM, "the store of secretbackend '" + backend + "' cannot be reached");
            }
        }

        @Override
        public Optional<String> trouble() {
            return away ? Optional.of("cannot be reached") : Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
