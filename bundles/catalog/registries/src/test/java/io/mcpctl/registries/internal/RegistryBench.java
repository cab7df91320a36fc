package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.secrets.api.Resolution;
import io.mcpctl.secrets.api.SecretRef;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The REST interface over three registries on this machine that answer as recorded. */
final class RegistryBench implements AutoCloseable {
    final FakeRegistry fake = new FakeRegistry();
    final RestBench rest = new RestBench(Product.H2);
    private final Map<String, Object> settings;
    final Sources sources = new Sources();
    private final Registries registries;

    RegistryBench(Map<String, Object> settings) {
        this.settings = settings;
        registries = another(sources);
        rest.routes(new RegistryRoutes(registries));
    }

    /** With the same settings. */
    Registries another() {
        return another(new Sources());
    }

    private Registries another(Sources sources) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "official_url", fake.url("official"),
                "glama_url", fake.url("glama/"),
                "smithery_url", fake.url("smithery")));
        all.putAll(settings);
        RegistriesConfig config = Annotations.of(RegistriesConfig.class, all);
        Registries made = new Registries(config, new Secrets(), sources);
        Map.of(
                        "official", new OfficialSource(config),
                        "glama", new GlamaSource(config),
                        "smithery", new SmitherySource(config))
                .forEach((name, source) -> sources.addSource(source, Map.of("type", name)));
        return made;
    }

    /** Where a test says nothing else, every registry answers as recorded. */
    RegistryBench recorded() {
        fake.file("/official/v0.1/servers?", "official-1.json");
        fake.file("/glama/v1/servers?", "glama.json");
        fake.file("/smithery/servers?", "smithery.json");
        return this;
    }

    /** Gives every secret the value {@code value of <name>}, save the one called missing. */
    private static final class Secrets implements SecretResolver {
        @Override
        public Resolution resolve(Collection<SecretRef> references) {
            references.stream()
                    .filter(reference -> reference.name().equals("missing"))
                    .forEach(reference -> {
                        throw new ProblemException(ProblemKind.NOT_FOUND, reference + " is not known");
                    });
            return new Resolution(
                    references.stream()
                            .collect(Collectors.toMap(
                                    reference -> reference, reference -> "value-of-" + reference.name())),
                    Map.of());
        }

        @Override
        public Map<String, String> versions(Set<String> secrets, ResourceStore within) {
            return Map.of();
        }
    }

    Answer get(String path) {
        return rest.send("GET", path, "");
    }

    Registries registries() {
        return registries;
    }

    JsonNode search(String query) {
        Answer answer = get("/registry/search?query=" + query);
        if (answer.status() != 200) {
            throw new AssertionError(answer.text());
        }
        return answer.json();
    }

    static List<String> keys(JsonNode servers) {
        List<String> keys = new ArrayList<>();
        servers.forEach(server -> keys.add(
                server.path("source").asText() + ":" + server.path("id").asText()));
        return keys;
    }

    /** Each as {@code registry message}. */
    static List<String> warnings(JsonNode results) {
        List<String> lines = new ArrayList<>();
        results.path("warnings")
                .forEach(warning -> lines.add(warning.path("registry").asText() + " "
                        + warning.path("message").asText()));
        return lines;
    }

    @Override
    public void close() {
        rest.close();
        registries.close();
        fake.close();
    }
}
