package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryLine;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryOffer.Setting;
import io.mcpctl.registry.api.RegistryPage;
import io.mcpctl.registry.api.RegistryQuery;
import io.mcpctl.registry.api.RegistrySource;
import io.mcpctl.registry.api.RegistryText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Smithery. Its servers run there; lists say little, the record of one server tells its address and settings. */
@Component(property = "type=smithery", configurationPid = "io.mcpctl.registries")
public final class SmitherySource implements RegistrySource {
    private static final Pattern QUALIFIED = Pattern.compile("@?[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100})?");
    private static final Pattern SETTING = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    private final RegistryAddress address;

    @Activate
    public SmitherySource(RegistriesConfig config) {
        address = Settings.address("smithery", config.smithery_url(), config.smithery_key());
    }

    @Override
    public RegistryAddress address() {
        return address;
    }

    @Override
    public RegistryPage search(RegistryQuery query, String cursor, RegistryLine line) throws InterruptedException {
        JsonNode answer = Json.object(
                line.get("/servers?q=" + Words.encoded(query.text()) + "&pageSize=" + query.size() + "&page="
                        + (cursor.isEmpty() ? "1" : cursor)),
                address);
        JsonNode pages = answer.path("pagination");
        int current = pages.path("currentPage").asInt(1);
        boolean more = current > 0 && current < pages.path("totalPages").asInt(1);
        return Json.page(
                answer.path("servers"),
                SmitherySource::listing,
                more ? Optional.of(Integer.toString(current + 1)) : Optional.empty(),
                address);
    }

    /** Where the name has a slash, the path has one too. */
    @Override
    public Optional<RegistryListing> server(String id, RegistryLine line) throws InterruptedException {
        String path = Words.encoded(id).replace("%2F", "/").replace("%40", "@");
        return listing(Json.object(line.get("/servers/" + path), address));
    }

    private static Optional<RegistryListing> listing(JsonNode node) {
        String id = node.path("qualifiedName").asText("");
        if (!QUALIFIED.matcher(id).matches()) {
            return Optional.empty();
        }
        List<RegistryOffer> offers = new ArrayList<>();
        node.path("connections").forEach(connection -> offer(connection, node).ifPresent(offers::add));
        return Optional.of(new RegistryListing(
                id,
                Json.found(node, "displayName"),
                node.path("description").asText(""),
                Optional.empty(),
                offers,
                offers.isEmpty() ? transports(node) : Set.of(),
                Json.found(node.path("repository"), "url")
                        .or(() -> Json.found(node, "homepage"))
                        .filter(url -> url.matches("https?://(github|gitlab)\\.com/[^/]+/.+"))
                        .map(url -> new Repository(url, Optional.empty())),
                // A number in some answers, digits in others.
                Optional.of(node.path("useCount").asLong(-1)),
                node.path("verified").asBoolean(),
                false,
                Json.found(node, "createdAt")));
    }

    /** Lists of the newer form say nothing of some servers, but whether they run at Smithery. */
    private static Set<String> transports(JsonNode node) {
        JsonNode remote = node.path("remote");
        if (remote.isBoolean()) {
            return Set.of(remote.asBoolean() ? RegistryOffer.STREAMABLE : RegistryOffer.STDIO);
        }
        return node.path("isDeployed").asBoolean() ? Set.of(RegistryOffer.STREAMABLE) : Set.of();
    }

    private static Optional<RegistryOffer> offer(JsonNode connection, JsonNode server) {
        if (!connection.path("type").asText("").equals("http")) {
            return Optional.empty(); // a bundle for its own program
        }
        String url = connection
                .path("deploymentUrl")
                .asText(server.path("deploymentUrl").asText(""));
        if (Words.webAddress(url).isEmpty() || url.contains("{") || url.contains("#")) {
            return Optional.empty();
        }
        List<String> notes = new ArrayList<>();
        RegistryText address = address(url, connection.path("configSchema"), notes);
        RegistryInput key =
                new RegistryInput("Authorization", "API key of Smithery", false, true, Optional.empty(), List.of());
        return Optional.of(new RegistryOffer(
                RegistryOffer.REMOTE,
                url,
                Optional.empty(),
                RegistryOffer.STREAMABLE,
                Optional.empty(),
                address,
                List.of(),
                List.of(),
                List.of(new Setting(key.name(), RegistryText.of(key), "Bearer ")),
                Optional.empty(),
                notes));
    }

    /** Settings are parameters of the address, where no secret may be: those are set at Smithery. */
    private static RegistryText address(String url, JsonNode schema, List<String> notes) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText("")));
        List<RegistryInput> inputs = new ArrayList<>();
        List<String> left = new ArrayList<>();
        StringBuilder text = new StringBuilder(url);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            if (!required.contains(name)
                    || Words.isSensitive(name)
                    || !SETTING.matcher(name).matches()) {
                left.add(name);
            } else {
                text.append(text.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append("={")
                        .append(name)
                        .append('}');
                inputs.add(new RegistryInput(
                        name,
                        property.getValue().path("description").asText(""),
                        true,
                        false,
                        Json.found(property.getValue(), "default"),
                        List.of()));
            }
        }
        if (!left.isEmpty()) {
            notes.add("optional and secret settings are made at Smithery, not here: " + String.join(", ", left));
        }
        return new RegistryText(text.toString(), inputs);
    }
}
