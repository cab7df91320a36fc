package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The official registry, and every other one with its interface, version 0.1. */
final class OfficialSource implements RegistrySource {
    static final String NAME = "official";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String searchPath(Search search, String cursor) {
        return "/v0.1/servers?version=latest&limit=" + search.page() + "&search=" + Words.encoded(search.text())
                + (cursor.isEmpty() ? "" : "&cursor=" + Words.encoded(cursor));
    }

    @Override
    public Page page(JsonNode answer) {
        return Page.of(
                answer.path("servers"),
                OfficialSource::listing,
                Optional.of(answer.path("metadata").path("nextCursor").asText(""))
                        .filter(next -> !next.isEmpty()));
    }

    @Override
    public String serverPath(String id) {
        return "/v0.1/servers/" + Words.encoded(id) + "/versions/latest";
    }

    @Override
    public Optional<Listing> server(JsonNode answer) {
        return listing(answer);
    }

    private static Optional<Listing> listing(JsonNode entry) {
        JsonNode server = entry.path("server");
        JsonNode facts = entry.path("_meta").path("io.modelcontextprotocol.registry/official");
        return facts.path("status").asText("").equals("deleted")
                ? Optional.empty()
                : ServerJson.read(NAME, server, facts);
    }
}
