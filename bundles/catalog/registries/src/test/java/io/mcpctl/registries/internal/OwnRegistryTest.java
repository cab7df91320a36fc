package io.mcpctl.registries.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.identity.api.Authenticator;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Credentials;
import io.mcpctl.identity.api.EndpointAccess;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryAnswer;
import io.mcpctl.registry.api.RegistryPage;
import io.mcpctl.registry.api.RegistryQuery;
import io.mcpctl.resources.api.KindProvider;
import io.mcpctl.resources.api.ResourceKind;
import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Database.Product;
import io.mcpctl.testing.Annotations;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The registry that the daemon is. */
class OwnRegistryTest {
    private final RestBench rest = new RestBench(Product.H2);
    private final Server server = new Server(0);
    private final HttpClient client = HttpClient.newHttpClient();

    private record Servers(ResourceKind<ServerSpec> kind) implements KindProvider<ServerSpec> {}

    /** Bearer {@code owner} may use all servers, {@code guest} files only; without one nobody gets in. */
    private static final class Access implements Authenticator, EndpointAccess {
        @Override
        public Principal authenticate(Credentials credentials) {
            String bearer = credentials.authorization().orElse("").replace("Bearer ", "");
            if (!Set.of("owner", "guest").contains(bearer)) {
                throw new ProblemException(ProblemKind.UNAUTHENTICATED, "Invalid token");
            }
            return Principal.special(bearer);
        }

        @Override
        public Principal mcpCaller(Credentials credentials) {
            return authenticate(credentials);
        }

        @Override
        public void admit(Caller caller, String path) {
            throw new AssertionError("not asked here");
        }

        @Override
        public Set<String> servers(Caller caller) {
            return caller.principal().name().equals("owner") ? Set.of("files", "memory", "time") : Set.of("files");
        }
    }

    /** As the daemon's own filter does, which is in another bundle. */
    private static Filter problems() {
        return (request, response, chain) -> {
            try {
                chain.doFilter(request, response);
            } catch (ProblemException e) {
                ((HttpServletResponse) response).setStatus(e.kind().status());
                response.getWriter()
                        .write(new ObjectMapper()
                                .createObjectNode()
                                .put("error", e.problem().detail())
                                .toString());
            }
        };
    }

    @BeforeEach
    void start() throws Exception {
        rest.kind(new Servers(ResourceKind.of("server", "servers", ServerSpec.class)
                .table("mcp_servers")
                .naming(ResourceKind.LABEL)
                .build()));
        for (String name : List.of("files", "memory", "time")) {
            rest.send(
                    "POST",
                    "/servers",
                    "{'name':'" + name + "','transport':'STDIO','description':'About " + name
                            + "','command':['x'],'env':[{'name':'API_TOKEN','value':'s3cr3t'}]}");
        }
        Access access = new Access();
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(problems()), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(
                new ServletHolder(new OwnRegistryServlet(
                        Annotations.of(OwnRegistryServlet.Config.class, Map.of()), access, access, rest.store())),
                "/v0.1/*");
        server.setHandler(context);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        client.close();
        rest.close();
    }

    private String base() {
        return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    private HttpResponse<String> send(String method, String bearer, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(base() + path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + bearer)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode get(String bearer, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("GET", bearer, path);
        assertEquals(200, answer.statusCode(), answer.body());
        return new ObjectMapper().readTree(answer.body());
    }

    private RegistryAnswer line(String path) throws InterruptedException {
        try {
            return new RegistryAnswer(
                    "application/json", send("GET", "owner", path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(JsonNode list) {
        return list.path("servers").findValuesAsText("title");
    }

    @Test
    void everyServerIsARemoteAtTheGatewayAndNothingOfItsDefinitionIsTold() throws Exception {
        HttpResponse<String> answer = send("GET", "owner", "/v0.1/servers/local.mcpctl/files/versions/latest");

        JsonNode entry = new ObjectMapper().readTree(answer.body());
        assertEquals("local.mcpctl/files", entry.path("server").path("name").asText());
        assertEquals("1.0.1", entry.path("server").path("version").asText());
        assertEquals("About files", entry.path("server").path("description").asText());
        JsonNode remote = entry.path("server").path("remotes").get(0);
        assertEquals("streamable-http", remote.path("type").asText());
        assertEquals(base() + "/servers/files/mcp", remote.path("url").asText());
        assertTrue(remote.path("headers").get(0).path("isRequired").asBoolean());
        assertTrue(entry.path("_meta")
                .path("io.modelcontextprotocol.registry/official")
                .path("isLatest")
                .asBoolean());
        assertFalse(answer.body().contains("s3cr3t") || answer.body().contains("API_TOKEN"), answer.body());
    }

    @Test
    void whoAsksByTheWayOfAProxyIsToldTheProxysAddress() throws Exception {
        assertEquals("https://proxy.example.org:3200/servers/files/mcp", url("proxy.example.org:3200", "https"));
        assertEquals("http://[::1]:3200/servers/files/mcp", url("[::1]:3200", "gopher"));
        assertEquals(base() + "/servers/files/mcp", url("evil.example/path?x=\"", "https"));
    }

    private String url(String host, String scheme) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base() + "/v0.1/servers/local.mcpctl/files/versions/latest"))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer owner")
                        .header("X-Forwarded-Host", host)
                        .header("X-Forwarded-Proto", scheme)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper()
                .readTree(answer.body())
                .path("server")
                .path("remotes")
                .get(0)
                .path("url")
                .asText();
    }

    @Test
    void ourOwnClientUnderstandsIt() throws Exception {
        OfficialSource official = new OfficialSource(Annotations.of(RegistriesConfig.class, Map.of()));

        RegistryPage page = official.search(new RegistryQuery("mem", 30), "", this::line);

        assertEquals(0, page.skipped());
        assertEquals(1, page.listings().size());
        Listing memory =
                Cleaning.listing("official", page.listings().getFirst()).orElseThrow();
        assertEquals("official:local.mcpctl/memory", memory.key());
        assertTrue(Offers.isRemote(Proposals.choose(memory, Optional.empty())));
    }

    @Test
    void everybodySeesThoseWhoseEndpointsTheyMayUse() throws Exception {
        assertEquals(List.of("files", "memory", "time"), names(get("owner", "/v0.1/servers")));
        assertEquals(List.of("files"), names(get("guest", "/v0.1/servers")));
        assertEquals(
                404,
                send("GET", "guest", "/v0.1/servers/local.mcpctl/memory/versions/latest")
                        .statusCode());
        assertEquals(401, send("GET", "nobody", "/v0.1/servers").statusCode());
    }

    @Test
    void listsArePagedAndSearched() throws Exception {
        JsonNode first = get("owner", "/v0.1/servers?limit=2");
        assertEquals(List.of("files", "memory"), names(first));
        assertEquals(2, first.path("metadata").path("count").asInt());

        JsonNode second = get(
                "owner",
                "/v0.1/servers?limit=2&cursor="
                        + first.path("metadata").path("nextCursor").asText());

        assertEquals(List.of("time"), names(second));
        assertFalse(second.path("metadata").has("nextCursor"));
        assertEquals(List.of("memory"), names(get("owner", "/v0.1/servers?search=About%20MEM")));
        assertEquals(List.of(), names(get("owner", "/v0.1/servers?updated_since=2100-01-01T00:00:00Z")));
        assertEquals(List.of(), names(get("owner", "/v0.1/servers?version=9.9.9")));
        assertEquals(
                1,
                get("owner", "/v0.1/servers/local.mcpctl/time/versions")
                        .path("servers")
                        .size());
    }

    @Test
    void whatIsNotThereOrMakesNoSenseIsRefusedWithASentence() throws Exception {
        Map<String, Integer> statuses = Map.of(
                "/v0.1/servers?limit=0", 400,
                "/v0.1/servers?limit=many", 400,
                "/v0.1/servers?updated_since=yesterday", 400,
                "/v0.1/servers/other/files/versions/latest", 404,
                "/v0.1/servers/local.mcpctl/files/versions/9.9.9", 404,
                "/v0.1/servers/files", 404,
                "/v0.1/ping", 404);
        for (Map.Entry<String, Integer> each : statuses.entrySet()) {
            HttpResponse<String> answer = send("GET", "owner", each.getKey());
            assertEquals(each.getValue(), answer.statusCode(), each.getKey());
            assertTrue(answer.body().contains("\"error\":\""), answer.body());
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            HttpResponse<String> answer = send(method, "owner", "/v0.1/servers");
            assertEquals(405, answer.statusCode(), method);
            assertEquals("GET, HEAD", answer.headers().firstValue("Allow").orElse(""));
        }
    }
}
