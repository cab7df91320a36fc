package io.mcpctl.registries.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.registry.api.RegistryOffer;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.ServerSpec;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Servers of this daemon as {@code server.json} of the official registry: each is a remote, the endpoint of the gateway. What
 * it is made of stays here.
 *
 * @param namespace first part of their names
 * @param base address of the daemon for the reader
 * @param authorised whether readers need a bearer
 */
record OwnServers(String namespace, String base, boolean authorised) {
    private static final String SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";
    private static final String FACTS = "io.modelcontextprotocol.registry/official";
    private static final Pattern REPOSITORY = Pattern.compile("https://(github|gitlab)\\.com/.+");
    private static final int DESCRIPTION = 100;

    /** Every change of a definition is a version. */
    static String version(Resource<ServerSpec> server) {
        return "1.0." + server.version();
    }

    String name(Resource<ServerSpec> server) {
        return namespace + "/" + server.name();
    }

    ObjectNode entry(Resource<ServerSpec> server) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        describe(server, entry.putObject("server"));
        entry.putObject("_meta")
                .putObject(FACTS)
                .put("status", "active")
                .put(
                        "publishedAt",
                        server.createdAt().truncatedTo(ChronoUnit.MILLIS).toString())
                .put(
                        "updatedAt",
                        server.updatedAt().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("isLatest", true);
        return entry;
    }

    private void describe(Resource<ServerSpec> server, ObjectNode out) {
        String description = Untrusted.line(server.spec().description(), DESCRIPTION);
        out.put("$schema", SCHEMA)
                .put("name", name(server))
                .put("title", server.name())
                .put("description", description.isEmpty() ? "The server " + server.name() : description)
                .put("version", version(server));
        server.spec().repositoryUrl().ifPresent(url -> {
            Matcher known = REPOSITORY.matcher(url);
            if (known.matches()) {
                out.putObject("repository").put("url", url).put("source", known.group(1));
            }
        });
        ObjectNode remote = out.putArray("remotes").addObject();
        remote.put("type", RegistryOffer.STREAMABLE).put("url", base + "/servers/" + server.name() + "/mcp");
        ObjectNode header = remote.putArray("headers").addObject();
        header.put("name", "Authorization")
                .put("description", "MCP token or session of this daemon")
                .put("value", "Bearer {token}")
                .put("isRequired", authorised)
                .put("isSecret", true);
        header.putObject("variables")
                .putObject("token")
                .put("description", "MCP token or session of this daemon")
                .put("isRequired", authorised)
                .put("isSecret", true);
    }
}
