package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.problem.api.ProblemException;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PassThroughTest {
    @TempDir
    Path home = Path.of("");

    private final FakeMcpd fake = new FakeMcpd();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Server jetty = new Server();
    private final ServerConnector connector = new ServerConnector(jetty);

    @BeforeEach
    void start() throws Exception {
        serve(false);
    }

    private void serve(boolean others) throws Exception {
        Mcpd mcpd = new Mcpd(Settings.of(
                LinkConfig.class,
                Map.of("mcpdUrl", fake.url(), "mcpdToken", "own", "serve", others, "home", home.toString())));
        RemoteAuthenticator authenticator = new RemoteAuthenticator(
                Settings.of(AuthSettings.class, Map.of("token", "of-this-run")), mcpd, new Bearers(mcpd));
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        ServletHolder holder = new ServletHolder(new PassThrough(mcpd, authenticator));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/api/v1/*");
        context.addServlet(holder, "/v0.1/*");
        Filter edge = (in, out, chain) -> {
            try {
                chain.doFilter(in, out);
            } catch (ProblemException e) {
                HttpServletResponse response = (HttpServletResponse) out;
                response.setStatus(e.kind().status());
                response.getOutputStream().write(e.problem().detail().getBytes(StandardCharsets.UTF_8));
            }
        };
        context.addFilter(new FilterHolder(edge), "/*", EnumSet.of(DispatcherType.REQUEST));
        jetty.setHandler(context);
        jetty.start();
    }

    @AfterEach
    void stop() throws Exception {
        jetty.stop();
        fake.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.getLocalPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private FakeMcpd.Seen last() {
        return fake.seen.getLast();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void methodPathQueryAndBodyPassAndTheAnswerComesBack(String method) throws Exception {
        fake.on("/api/v1/things/a", 202, "{\"a\":1}");

        HttpResponse<String> answer = send(request("/api/v1/things/a?x=1&y=a%2Fb")
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{\"b\":2}"))
                .header("Content-Type", "application/json"));

        assertEquals(202, answer.statusCode());
        assertEquals("{\"a\":1}", answer.body());
        assertEquals(method, last().method());
        assertEquals("/api/v1/things/a?x=1&y=a%2Fb", last().uri());
        assertEquals(method.equals("GET") ? "" : "{\"b\":2}", last().body());
        assertEquals(Optional.of("Bearer own"), last().authorization());
    }

    @Test
    void theRegistryPassesForReadingAndIsToldWhereItIsAsked() throws Exception {
        fake.on("/v0.1/servers", 200, "{\"servers\":[]}");

        HttpResponse<String> answer =
                send(request("/v0.1/servers?search=a").header("X-Forwarded-Host", "evil.example"));

        assertEquals(200, answer.statusCode());
        assertEquals("/v0.1/servers?search=a", last().uri());
        assertEquals(Optional.of("Bearer own"), last().authorization());
        assertEquals(
                List.of("127.0.0.1:" + connector.getLocalPort()),
                last().headers().get("X-forwarded-host"));
        assertEquals(List.of("http"), last().headers().get("X-forwarded-proto"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void nothingOfTheRegistryIsChangedByTheWayOfTheProxy(String method) throws Exception {
        HttpResponse<String> answer = send(request("/v0.1/servers").method(method, BodyPublishers.ofString("{}")));

        assertEquals(405, answer.statusCode());
        assertEquals(Optional.of("GET, HEAD"), answer.headers().firstValue("Allow"));
        assertEquals(0, fake.seen.size());
    }

    @Test
    void headHasNoBody() throws Exception {
        fake.on("/api/v1/things", 200, "[]");

        assertEquals(
                200,
                send(request("/api/v1/things").method("HEAD", BodyPublishers.noBody()))
                        .statusCode());
        assertEquals("HEAD", last().method());
    }

    @Test
    void theCallersBearerGoesFirstAndOnlyOneIsSent() throws Exception {
        fake.on("/api/v1/things", 200, "[]");

        send(request("/api/v1/things").header("Authorization", "Bearer mine"));
        assertEquals(List.of("Bearer mine"), last().headers().get("Authorization"));

        send(request("/api/v1/things").header("Authorization", "Bearer of-this-run"));
        assertEquals(List.of("Bearer own"), last().headers().get("Authorization"));
    }

    @Test
    void headersOfTheProductPassAndThoseOfNeighboursDoNot() throws Exception {
        fake.on("/api/v1/things", 200, "[]");

        send(request("/api/v1/things")
                .header("X-Service-Account", "project:demo")
                .header("x-mcpctl-continue", "k")
                .header("Proxy-Authorization", "Basic x")
                .header("Cookie", "a=b"));

        assertEquals(List.of("project:demo"), last().headers().get("X-service-account"));
        assertEquals(List.of("k"), last().headers().get("X-mcpctl-continue"));
        assertFalse(last().headers().containsKey("Proxy-authorization"));
        assertFalse(last().headers().containsKey("Cookie"));
    }

    @Test
    void otherRefusalsPassUnchanged() throws Exception {
        fake.on("/api/v1/things", 409, "{\"detail\":\"there is one\"}");

        HttpResponse<String> answer = send(request("/api/v1/things"));

        assertEquals(409, answer.statusCode());
        assertEquals("{\"detail\":\"there is one\"}", answer.body());
    }

    @Test
    void aRefusedBearerNamesBothRemedies() throws Exception {
        fake.on("/api/v1/things", 401, "{\"detail\":\"Session expired\"}");

        HttpResponse<String> answer = send(request("/api/v1/things"));

        assertEquals(401, answer.statusCode());
        var problem = new ObjectMapper().readTree(answer.body());
        assertTrue(problem.path("error").asText().contains("mcpctl login"), answer.body());
        assertTrue(problem.path("error").asText().contains("MCPLOCAL_MCPD_TOKEN"), answer.body());
        assertEquals("Session expired", problem.path("details").asText());
    }

    @Test
    void anUnreachableControlPlaneIsNamed() throws Exception {
        fake.away();

        HttpResponse<String> answer = send(request("/api/v1/things"));

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("mcpd at " + fake.url()), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/%2e%2e/x", "/api/v1/a%2fb"})
    void aPathThatMayLeadOutIsNotSent(String path) throws Exception {
        assertEquals(400, send(request(path)).statusCode());
        assertEquals(0, fake.seen.size());
    }

    @Test
    void eventsComeAtOnceAndEndWithTheClient() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        fake.on("/api/v1/things", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            try {
                while (true) {
                    exchange.getResponseBody().write("data: 1\n\n".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    if (!read.await(20, TimeUnit.SECONDS)) {
                        return;
                    }
                }
            } catch (IOException e) {
                ended.countDown(); // the proxy hung up
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        HttpResponse<InputStream> answer =
                client.send(request("/api/v1/things?watch=true").build(), BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertEquals("data: 1", lines.readLine());
        }
        read.countDown();

        assertTrue(ended.await(20, TimeUnit.SECONDS));
    }

    @Test
    void whoServesOtherMachinesHasNoManagement() throws Exception {
        jetty.stop();
        jetty.setConnectors(new org.eclipse.jetty.server.Connector[0]);
        serve(true);
        fake.on("/api/v1/things", 200, "[]");

        assertEquals(
                404,
                send(request("/api/v1/things").header("Authorization", "Bearer mcpctl_pat_x"))
                        .statusCode());
        assertEquals(0, fake.seen.size());
    }
}
