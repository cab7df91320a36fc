package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.api.McpGateway;
import io.mcpctl.problem.api.ProblemException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
    private static final String SCHEMA = "{\"type\":\"object\"}";

    @TempDir
    Path home = Path.of("");

    private McpctlBuilder builder() {
        return Mcpctl.builder().home(home).tool("now", "Tells a number.", SCHEMA, in -> Map.of("number", 42L));
    }

    @Test
    void nothingIsLeftAfterStartStopStartStop() throws Exception {
        Leftovers leftovers = new Leftovers();
        for (int i = 0; i < 2; i++) {
            try (Mcpctl mcpctl = builder().http(0).start()) {
                mcpctl.apply("{kind: project, name: demo, servers: [host]}");
                try (McpClient client = mcpctl.project("demo")) {
                    assertEquals(
                            Map.of("number", 42L),
                            client.call("host__now", Map.of()).whole().get("structuredContent"));
                }
                assertEquals(200, status(mcpctl.url().orElseThrow().resolve("/health")));
            }
            assertTrue(Leftovers.soon(() -> leftovers.threads().isEmpty()), () -> "threads: " + leftovers.threads());
            assertEquals(Set.of(), Leftovers.openFiles(home));
            assertEquals(Set.of(), leftovers.hooks());
        }
    }

    private static int status(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Test
    void classesOfAStoppedRuntimeAreCollected() {
        WeakReference<ClassLoader> loader = loaderOfAStoppedRuntime();

        assertTrue(Leftovers.soon(() -> loader.refersTo(null)), "the class loader of the gateway is still reachable");
    }

    private WeakReference<ClassLoader> loaderOfAStoppedRuntime() {
        try (Mcpctl mcpctl = builder().start()) {
            mcpctl.apply("{kind: project, name: demo, servers: [host]}");
            try (McpClient client = mcpctl.project("demo")) {
                client.call("host__now", Map.of());
            }
            return new WeakReference<>(
                    mcpctl.service(McpGateway.class).getClass().getClassLoader());
        }
    }

    @Test
    void whatWasAppliedIsThereAfterARestart() {
        try (Mcpctl first = builder().start()) {
            first.apply("{kind: project, name: demo, servers: [host]}");
        }

        try (Mcpctl second = builder().start();
                McpClient client = second.project("demo")) {
            assertFalse(client.call("host__now", Map.of()).isError());
        }
    }

    @Test
    void twoRuntimesLiveSideBySide() {
        try (Mcpctl one = builder().start();
                Mcpctl other = Mcpctl.builder()
                        .tool("now", "Tells another number.", SCHEMA, in -> 43)
                        .start()) {
            try (McpClient first = one.server("host");
                    McpClient second = other.server("host")) {
                assertEquals("{\"number\":42}", first.call("now", Map.of()).text());
                assertEquals("43", second.call("now", Map.of()).text());
            }
        }
    }

    @Test
    void aTemporaryHomeGoesWithItsRuntime() {
        Mcpctl mcpctl = Mcpctl.builder().start();
        Path folder = mcpctl.home();
        assertTrue(Files.exists(folder));

        mcpctl.close();
        mcpctl.close();

        assertFalse(Files.exists(folder));
        String refusal = String.valueOf(assertThrows(ProblemException.class, () -> mcpctl.project("demo"))
                .getMessage());
        assertTrue(refusal.contains("closed"), refusal);
    }
}
