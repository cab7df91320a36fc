package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registries.internal.Listing.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Glama. It describes servers and names their repositories, but not how they are run. */
final class GlamaSource implements RegistrySource {
    static final String NAME = "glama";
    private static final Pattern SLUG = Pattern.compile("[A-Za-z0-9@._-]{1,200}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String searchPath(Search search, String cursor) {
        return "/v1/servers?first=" + search.page() + "&query=" + Words.encoded(search.text())
                + (cursor.isEmpty() ? "" : "&after=" + Words.encoded(cursor));
    }

    @Override
    public Page page(JsonNode answer) {
        JsonNode info = answer.path("pageInfo");
        return Page.of(
                answer.path("servers"),
                this::server,
                Optional.of(info.path("endCursor").asText(""))
                        .filter(cursor -> info.path("hasNextPage").asBoolean() && !cursor.isEmpty()));
    }

    /** Namespace and slug are two segments; an id of its own is one. */
    @Override
    public String serverPath(String id) {
        String[] parts = id.split("/", 2);
        return "/v1/servers/" + Words.encoded(parts[0]) + (parts.length == 1 ? "" : "/" + Words.encoded(parts[1]));
    }

    @Override
    public Optional<Listing> server(JsonNode node) {
        String namespace = node.path("namespace").asText("");
        String slug = node.path("slug").asText("");
        if (!SLUG.matcher(namespace).matches() || !SLUG.matcher(slug).matches()) {
            return Optional.empty();
        }
        Set<String> attributes = new HashSet<>();
        node.path("attributes").forEach(attribute -> attributes.add(attribute.asText("")));
        String id = namespace + "/" + slug;
        return Optional.of(new Listing(
                NAME,
                id,
                id,
                Untrusted.found(node, "name", 100),
                Untrusted.line(node, "description", 300),
                Optional.empty(),
                List.of(),
                transports(attributes),
                Words.webAddress(node.path("repository").path("url").asText(""))
                        .map(url -> new Repository(url, Optional.empty())),
                Optional.empty(),
                attributes.contains("author:official"),
                false,
                Untrusted.found(node, "updatedAt", 40),
                List.of()));
    }

    private static Set<String> transports(Set<String> attributes) {
        if (attributes.contains("hosting:hybrid")) {
            return Set.of(Offer.STDIO, Offer.STREAMABLE);
        }
        if (attributes.contains("hosting:remote-capable")) {
            return Set.of(Offer.STREAMABLE);
        }
        return attributes.contains("hosting:local-only") ? Set.of(Offer.STDIO) : Set.of();
    }
}
