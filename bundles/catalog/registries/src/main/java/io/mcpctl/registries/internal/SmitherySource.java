package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registries.internal.Listing.Repository;
import io.mcpctl.registries.internal.Offer.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Smithery. Its servers run there; lists say little, the record of one server tells its address and settings. */
final class SmitherySource implements RegistrySource {
    static final String NAME = "smithery";
    private static final Pattern QUALIFIED = Pattern.compile("@?[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100})?");
    private static final Pattern SETTING = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String searchPath(Search search, String cursor) {
        return "/servers?q=" + Words.encoded(search.text()) + "&pageSize=" + search.page() + "&page="
                + (cursor.isEmpty() ? "1" : cursor);
    }

    @Override
    public Page page(JsonNode answer) {
        JsonNode pages = answer.path("pagination");
        int current = pages.path("currentPage").asInt(1);
        boolean more = current > 0 && current < pages.path("totalPages").asInt(1);
        return Page.of(
                answer.path("servers"),
                this::server,
                more ? Optional.of(Integer.toString(current + 1)) : Optional.empty());
    }

    /** Where the name has a slash, the path has one too. */
    @Override
    public String serverPath(String id) {
        return "/servers/" + Words.encoded(id).replace("%2F", "/").replace("%40", "@");
    }

    @Override
    public Optional<Listing> server(JsonNode node) {
        String id = node.path("qualifiedName").asText("");
        if (!QUALIFIED.matcher(id).matches()) {
            return Optional.empty();
        }
        List<Offer> offers = new ArrayList<>();
        node.path("connections").forEach(connection -> offer(connection, node).ifPresent(offers::add));
        Set<String> transports = offers.stream().map(Offer::transport).collect(Collectors.toSet());
        if (transports.isEmpty() && node.has("remote")) {
            transports = Set.of(node.path("remote").asBoolean() ? Offer.STREAMABLE : Offer.STDIO);
        }
        return Optional.of(new Listing(
                NAME,
                id,
                id,
                Untrusted.found(node, "displayName", 100),
                Untrusted.line(node, "description", 300),
                Optional.empty(),
                offers,
                transports,
                Words.webAddress(node.path("repository")
                                .path("url")
                                .asText(node.path("homepage").asText("")))
                        .filter(url -> url.matches("https?://(github|gitlab)\\.com/[^/]+/.+"))
                        .map(url -> new Repository(url, Optional.empty())),
                // A number in some answers, digits in others.
                Optional.of(node.path("useCount").asLong(-1)).filter(count -> count >= 0),
                node.path("verified").asBoolean(),
                false,
                Untrusted.found(node, "createdAt", 40),
                List.of()));
    }

    private static Optional<Offer> offer(JsonNode connection, JsonNode server) {
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
        Template address = address(url, connection.path("configSchema"), notes);
        Input key = new Input("Authorization", "API key of Smithery", false, true, Optional.empty(), List.of());
        return Optional.of(new Offer(
                Offer.REMOTE,
                url,
                Optional.empty(),
                Offer.STREAMABLE,
                Optional.empty(),
                address,
                List.of(),
                List.of(),
                List.of(new Setting(key.name(), Template.of(key), "Bearer ")),
                notes));
    }

    /** Settings are parameters of the address, where no secret may be: those are set at Smithery. */
    private static Template address(String url, JsonNode schema, List<String> notes) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText("")));
        List<Input> inputs = new ArrayList<>();
        List<String> left = new ArrayList<>();
        StringBuilder text = new StringBuilder(url);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            if (!required.contains(name)
                    || Input.isSensitive(name)
                    || !SETTING.matcher(name).matches()) {
                left.add(Untrusted.line(name, 100));
            } else if (inputs.size() < 50) {
                text.append(text.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append("={")
                        .append(name)
                        .append('}');
                inputs.add(new Input(
                        name,
                        Untrusted.line(property.getValue(), "description", 500),
                        true,
                        false,
                        Untrusted.found(property.getValue(), "default", 500),
                        List.of()));
            }
        }
        if (!left.isEmpty()) {
            notes.add("optional and secret settings are made at Smithery, not here: "
                    + Untrusted.line(String.join(", ", left), 300));
        }
        return new Template(text.toString(), inputs);
    }
}
