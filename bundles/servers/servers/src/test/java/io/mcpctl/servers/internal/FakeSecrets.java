package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Secrets in memory; each value that is put is a new version of its secret. */
final class FakeSecrets implements SecretResolver {
    private final Map<SecretRef, String> values = new ConcurrentHashMap<>();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();

    void put(String name, String key, String value) {
        values.put(new SecretRef(name, key), value);
        versions.merge(name, 1, Integer::sum);
    }

    @Override
    public Resolution resolve(Collection<SecretRef> references) {
        Map<SecretRef, String> found = new HashMap<>();
        for (SecretRef reference : references) {
            found.put(
                    reference,
                    Optional.ofNullable(values.get(reference))
                            .orElseThrow(() -> new ProblemException(
                                    ProblemKind.NOT_FOUND, reference + ": there is no such secret")));
        }
        return new Resolution(
                found,
                versions(
                        references.stream().map(SecretRef::name).collect(Collectors.toSet()),
                        new io.mcpctl.testing.MemoryStore()));
    }

    @Override
    public Map<String, String> versions(Set<String> secrets, ResourceStore within) {
        return secrets.stream()
                .filter(versions::containsKey)
                .collect(Collectors.toMap(name -> name, name -> String.valueOf(versions.get(name))));
    }
}
