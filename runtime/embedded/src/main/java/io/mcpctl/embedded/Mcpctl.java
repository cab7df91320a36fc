package io.mcpctl.embedded;

import io.mcpctl.embedded.internal.Carrier;
import io.mcpctl.embedded.internal.Documents;
import io.mcpctl.embedded.internal.Limited;
import io.mcpctl.gateway.api.McpGateway;
import io.mcpctl.gateway.api.McpListener;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.resources.api.DocumentApplier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A running mcpctl inside this program. The host is its owner: what it does, no rule limits. Safe for concurrent use.
 *
 * <pre>{@code
 * try (Mcpctl mcpctl = Mcpctl.builder().tool("greet", "Greets.", schema, in -> "Hello " + in.get("name")).start()) {
 *     mcpctl.apply("{kind: project, name: demo, servers: [host]}");
 *     try (McpClient client = mcpctl.project("demo")) {
 *         System.out.println(client.call("host__greet", Map.of("name", "Ann")).text());
 *     }
 * }
 * }</pre>
 */
public final class Mcpctl implements AutoCloseable {
    private static final Principal OWNER = Principal.special("local");
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final McpListener NOBODY = message -> {};

    private final Carrier carrier;

    Mcpctl(Carrier carrier) {
        this.carrier = carrier;
    }

    public static McpctlBuilder builder() {
        return new McpctlBuilder();
    }

    /**
     * Creates or changes resources, document by document; each is durable when its line is returned.
     *
     * @param yaml one or more YAML documents (JSON is YAML, too), as {@code mcpctl apply -f} takes them
     * @return one line for each: kind, name and {@code created}, {@code configured} or {@code unchanged}
     * @throws io.mcpctl.problem.api.ProblemException INVALID with what is wrong; those before it stay applied
     */
    public List<DocumentApplier.Applied> apply(String yaml) {
        DocumentApplier applier = carrier.service(DocumentApplier.class);
        return Documents.toJson(yaml).stream()
                .map(json -> Limited.call("apply", LIMIT, () -> applier.apply(OWNER, json)))
                .toList();
    }

    /** Opens a session with all servers of a project; NOT_FOUND when there is no such project. */
    public McpClient project(String name) {
        return project(name, NOBODY);
    }

    /** As {@link #project(String)}; the listener gets notifications, and requests of servers. */
    public McpClient project(String name, McpListener listener) {
        return open("/projects/" + name + "/mcp", listener);
    }

    /** Opens a session with one server under its own names; the host's own tools are the server {@code host}. */
    public McpClient server(String name) {
        return open("/servers/" + name + "/mcp", NOBODY);
    }

    private McpClient open(String path, McpListener listener) {
        McpGateway gateway = carrier.service(McpGateway.class);
        Caller caller = new Caller(OWNER, Optional.empty());
        return new McpClient(Limited.call("mcp session", LIMIT, () -> gateway.open(path, caller, listener)));
    }

    /**
     * A service of the runtime, for what this class has no method for: any interface of an {@code api} package.
     *
     * @throws io.mcpctl.problem.api.ProblemException UNAVAILABLE when nobody provides it
     */
    public <T> T service(Class<T> type) {
        return carrier.service(type);
    }

    /** Where the HTTP listener is, if there is one. */
    public Optional<URI> url() {
        return carrier.url().map(URI::create);
    }

    /** Where state is kept. */
    public Path home() {
        return carrier.home();
    }

    /** The bearer of the owner for the REST interface of {@link #url}; new with every start, a secret. */
    public String token() {
        return carrier.token();
    }

    /** How long the start took. */
    public Duration startedIn() {
        return carrier.startedIn();
    }

    /** Stops everything: servers, sessions, the listener, the framework; returns when it is gone. Idempotent. */
    @Override
    public void close() {
        carrier.close();
    }
}
