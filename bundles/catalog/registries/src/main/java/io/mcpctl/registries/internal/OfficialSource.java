package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryLine;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryPage;
import io.mcpctl.registry.api.RegistryQuery;
import io.mcpctl.registry.api.RegistrySource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The official registry, and every other one with its interface, version 0.1. */
@Component(property = "type=official", configurationPid = "io.mcpctl.registries")
public final class OfficialSource implements RegistrySource {
    private final RegistryAddress address;

    @Activate
    public OfficialSource(RegistriesConfig config) {
        address = Settings.address("official", config.official_url(), config.official_key());
    }

    @Override
    public RegistryAddress address() {
        return address;
    }

    @Override
    public RegistryPage search(RegistryQuery query, String cursor, RegistryLine line) throws InterruptedException {
        JsonNode answer = Json.object(
                line.get("/v0.1/servers?version=latest&limit=" + query.size() + "&search=" + Words.encoded(query.text())
                        + (cursor.isEmpty() ? "" : "&cursor=" + Words.encoded(cursor))),
                address);
        return Json.page(
                answer.path("servers"),
                OfficialSource::listing,
                Json.found(answer.path("metadata"), "nextCursor"),
                address);
    }

    @Override
    public Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException {
        return listing(Json.object(line.get("/v0.1/servers/" + Words.encoded(id) + "/versions/latest"), address));
    }

    private static Optional<RegistryListing> listing(JsonNode entry) {
        JsonNode server = entry.path("server");
        JsonNode facts = entry.path("_meta").path("io.modelcontextprotocol.registry/official");
        return facts.path("status").asText("").equals("deleted") ? Optional.empty() : ServerJson.read(server, facts);
    }
}
