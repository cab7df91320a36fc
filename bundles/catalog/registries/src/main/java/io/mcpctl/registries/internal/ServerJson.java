package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registry.api.RegistryInput;
import io.mcpctl.registry.api.RegistryListing;
import io.mcpctl.registry.api.RegistryListing.Repository;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.registry.api.RegistryText;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code server.json} of the official registry (schema of 2025-12-11). Unknown members mean nothing. */
final class ServerJson {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+/[A-Za-z0-9._-]+");

    private ServerJson() {}

    /**
     * Reads one.
     *
     * @param facts what the registry adds: status and times
     */
    static Optional<RegistryListing> read(JsonNode server, JsonNode facts) {
        String name = server.path("name").asText("");
        if (name.length() > 200 || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        List<RegistryOffer> offers = new ArrayList<>();
        for (JsonNode node : server.path("packages")) {
            packaged(node).ifPresent(offers::add);
        }
        for (JsonNode node : server.path("remotes")) {
            offers.add(remote(node));
        }
        String status = facts.path("status").asText("");
        JsonNode repository = server.path("repository");
        return Optional.of(new RegistryListing(
                name,
                Json.found(server, "title"),
                server.path("description").asText(""),
                Json.found(server, "version"),
                offers,
                Set.of(),
                Json.found(repository, "url").map(url -> new Repository(url, Json.found(repository, "subfolder"))),
                Optional.empty(),
                // Nobody publishes there without proof that the namespace is theirs.
                status.equals("active"),
                status.equals("deprecated"),
                Json.found(facts, "updatedAt").or(() -> Json.found(facts, "publishedAt"))));
    }

    private static Optional<RegistryOffer> packaged(JsonNode node) {
        String type = node.path("registryType").asText("");
        String identifier = node.path("identifier").asText("");
        JsonNode transport = node.path("transport");
        String way = transport.path("type").asText(RegistryOffer.STDIO);
        List<String> notes = new ArrayList<>();
        if (node.path("runtimeArguments").size() > 0) {
            notes.add("arguments for " + node.path("runtimeHint").asText("its runner") + " itself are not taken over");
        }
        if (ServerJsonInputs.takesSecret(node.path("packageArguments"))) {
            notes.add("its arguments hold a secret, which can be read in the definition");
        }
        return ServerJsonInputs.arguments(node.path("packageArguments"))
                .map(arguments -> new RegistryOffer(
                        type,
                        identifier,
                        Json.found(node, "version").filter(version -> !type.equals(RegistryOffer.OCI)),
                        way,
                        way.equals(RegistryOffer.STDIO)
                                ? Optional.empty()
                                : port(transport.path("url").asText("")),
                        RegistryText.fixed(""),
                        arguments,
                        ServerJsonInputs.settings(node.path("environmentVariables")),
                        List.of(),
                        PackageHome.obstacle(
                                type, identifier, node.path("registryBaseUrl").asText("")),
                        notes));
    }

    private static RegistryOffer remote(JsonNode node) {
        String url = node.path("url").asText("");
        RegistryText address = ServerJsonInputs.template(url, node.path("variables"));
        boolean open = address.inputs().stream().noneMatch(RegistryInput::secret);
        return new RegistryOffer(
                RegistryOffer.REMOTE,
                url,
                Optional.empty(),
                node.path("type").asText(""),
                Optional.empty(),
                address,
                List.of(),
                List.of(),
                ServerJsonInputs.settings(node.path("headers")),
                Optional.empty(),
                open ? List.of() : List.of("its address holds a secret, which can be read in the definition"));
    }

    private static Optional<Integer> port(String url) {
        try {
            return Optional.of(URI.create(url).getPort()).filter(port -> port > 0 && port < 65536);
        } catch (IllegalArgumentException variable) {
            return Optional.empty();
        }
    }
}
