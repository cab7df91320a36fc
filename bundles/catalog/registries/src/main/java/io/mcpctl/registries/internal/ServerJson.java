package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.registries.internal.Listing.Repository;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code server.json} of the official registry (schema of 2025-12-11). Unknown members mean nothing. */
final class ServerJson {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+/[A-Za-z0-9._-]+");
    private static final Set<String> TRANSPORTS = Set.of(Offer.STDIO, Offer.SSE, Offer.STREAMABLE);
    private static final int OFFERS = 20;

    private ServerJson() {}

    /**
     * Reads one.
     *
     * @param facts what the registry adds: status and times
     */
    static Optional<Listing> read(String source, JsonNode server, JsonNode facts) {
        String name = server.path("name").asText("");
        if (name.length() > 200 || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        List<Offer> offers = new ArrayList<>();
        for (JsonNode node : server.path("packages")) {
            packaged(node).filter(offer -> offers.size() < OFFERS).ifPresent(offers::add);
        }
        for (JsonNode node : server.path("remotes")) {
            remote(node).filter(offer -> offers.size() < OFFERS).ifPresent(offers::add);
        }
        String status = facts.path("status").asText("");
        return Optional.of(new Listing(
                source,
                name,
                name,
                Untrusted.found(server, "title", 100),
                Untrusted.line(server, "description", 300),
                Untrusted.found(server, "version", 100),
                offers,
                offers.stream().map(Offer::transport).collect(Collectors.toSet()),
                Words.webAddress(server.path("repository").path("url").asText(""))
                        .map(url -> new Repository(url, Untrusted.found(server.path("repository"), "subfolder", 200))),
                Optional.empty(),
                // Nobody publishes there without proof that the namespace is theirs.
                status.equals("active"),
                status.equals("deprecated"),
                Untrusted.found(facts, "updatedAt", 40).or(() -> Untrusted.found(facts, "publishedAt", 40)),
                List.of()));
    }

    private static Optional<Offer> packaged(JsonNode node) {
        String type = Untrusted.line(node, "registryType", 20);
        String identifier = node.path("identifier").asText("");
        JsonNode transport = node.path("transport");
        String way = transport.path("type").asText(Offer.STDIO);
        if (type.isEmpty()
                || identifier.isEmpty()
                || identifier.length() > 400
                || !TRANSPORTS.contains(way)
                || !Untrusted.isHarmless(identifier)) {
            return Optional.empty();
        }
        List<String> notes = new ArrayList<>();
        if (node.path("runtimeArguments").size() > 0) {
            notes.add("arguments for " + Untrusted.line(node.path("runtimeHint").asText("its runner"), 20)
                    + " itself are not taken over");
        }
        if (ServerJsonInputs.takesSecret(node.path("packageArguments"))) {
            notes.add("its arguments hold a secret, which can be read in the definition");
        }
        return ServerJsonInputs.arguments(node.path("packageArguments"))
                .map(arguments -> new Offer(
                        type,
                        identifier,
                        Optional.of(node.path("version").asText(""))
                                .filter(version -> !version.isEmpty() && !type.equals(Offer.OCI))
                                .map(version -> Untrusted.line(version, 100)),
                        way,
                        way.equals(Offer.STDIO)
                                ? Optional.empty()
                                : port(transport.path("url").asText("")),
                        Template.fixed(""),
                        arguments,
                        ServerJsonInputs.settings(node.path("environmentVariables"), false),
                        List.of(),
                        notes));
    }

    private static Optional<Offer> remote(JsonNode node) {
        String type = node.path("type").asText("");
        String url = node.path("url").asText("");
        Template address = ServerJsonInputs.template(url, node.path("variables"));
        boolean open = address.inputs().stream().noneMatch(Input::secret);
        boolean web = Words.webAddress(url.replaceAll("[{}]", "x")).isPresent();
        if (type.equals(Offer.STDIO) || !TRANSPORTS.contains(type) || !web) {
            return Optional.empty();
        }
        List<String> notes =
                open ? List.of() : List.of("its address holds a secret, which can be read in the definition");
        return Optional.of(new Offer(
                Offer.REMOTE,
                url,
                Optional.empty(),
                type,
                Optional.empty(),
                address.readable(),
                List.of(),
                List.of(),
                ServerJsonInputs.settings(node.path("headers"), true),
                notes));
    }

    private static Optional<Integer> port(String url) {
        try {
            return Optional.of(URI.create(url).getPort()).filter(port -> port > 0 && port < 65536);
        } catch (IllegalArgumentException variable) {
            return Optional.empty();
        }
    }
}
