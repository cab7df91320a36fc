package io.mcpctl.testkit;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the secrets that a test gives it; for backends whose own credentials are secrets. */
public final class FakeSecrets implements SecretResolver {
    private final Map<SecretRef, String> values = new ConcurrentHashMap<>();

    /** With one value more. */
    public FakeSecrets with(String name, String key, String value) {
        values.put(new SecretRef(name, key), value);
        return this;
    }

    @Override
    public Resolution resolve(Collection<SecretRef> references) {
        Map<SecretRef, String> found = new HashMap<>();
        Map<String, String> versions = new HashMap<>();
        for (SecretRef reference : references) {
            String value = values.get(reference);
            if (value == null) {
                throw new ProblemException(ProblemKind.NOT_FOUND, reference + " is not known");
            }
            found.put(reference, value);
            versions.put(reference.name(), "1");
        }
        return new Resolution(found, versions);
    }

    @Override
    public Map<String, String> versions(Set<String> secrets, ResourceStore within) {
        Map<String, String> versions = new HashMap<>();
        values.keySet().stream()
                .map(SecretRef::name)
                .filter(secrets::contains)
                .forEach(name -> versions.put(name, "1"));
        return versions;
    }
}
