package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryLine;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryPage;
import io.mcpctl.registry.api.RegistryQuery;
import io.mcpctl.registry.api.RegistrySource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Glama. It describes servers and names their repositories, but not how they are run. */
@Component(property = "type=glama", configurationPid = "io.mcpctl.registries")
public final class GlamaSource implements RegistrySource {
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9@._-]{1,200}");

    private final RegistryAddress address;

    @Activate
    public GlamaSource(RegistriesConfig config) {
        address = Settings.address("glama", config.glama_url(), config.glama_key());
    }

    @Override
    public RegistryAddress address() {
        return address;
    }

    @Override
    public RegistryPage search(RegistryQuery query, String cursor, RegistryLine line) throws InterruptedException {
        JsonNode answer = Json.object(
                line.get("/v1/servers?first=" + query.size() + "&query=" + Words.encoded(query.text())
                        + (cursor.isEmpty() ? "" : "&after=" + Words.encoded(cursor))),
                address);
        JsonNode info = answer.path("pageInfo");
        return Json.page(
                answer.path("servers"),
                GlamaSource::listing,
                Json.found(info, "endCursor")
                        .filter(next -> info.path("hasNextPage").asBoolean()),
                address);
    }

    /** Namespace and slug are two segments; an id of its own is one. */
    @Override
    public Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException {
        String[] parts = id.split("/", 2);
        String path = Words.encoded(parts[0]) + (parts.length == 1 ? "" : "/" + Words.encoded(parts[1]));
        return listing(Json.object(line.get("/v1/servers/" + path), address));
    }

    private static Optional<RegistryListing> listing(JsonNode node) {
        String namespace = node.path("namespace").asText("");
        String slug = node.path("slug").asText("");
        if (!SLUG.matcher(namespace).matches() || !SLUG.matcher(slug).matches()) {
            return Optional.empty();
        }
        Set<String> attributes = new HashSet<>();
        node.path("attributes").forEach(attribute -> attributes.add(attribute.asText("")));
        return Optional.of(new RegistryListing(
                namespace + "/" + slug,
                Json.found(node, "name"),
                node.path("description").asText(""),
                Optional.empty(),
                List.of(),
                transports(attributes),
                Json.found(node.path("repository"), "url").map(url -> new Repository(url, Optional.empty())),
                Optional.empty(),
                attributes.contains("author:official"),
                false,
                Json.found(node, "updatedAt")));
    }

    private static Set<String> transports(Set<String> attributes) {
        if (attributes.contains("hosting:hybrid")) {
            return Set.of(RegistryOffer.STDIO, RegistryOffer.STREAMABLE);
        }
        if (attributes.contains("hosting:remote-capable")) {
            return Set.of(RegistryOffer.STREAMABLE);
        }
        return attributes.contains("hosting:local-only") ? Set.of(RegistryOffer.STDIO) : Set.of();
    }
}
