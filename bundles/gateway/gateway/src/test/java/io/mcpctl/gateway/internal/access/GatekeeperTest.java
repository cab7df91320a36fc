package io.mcpctl.gateway.internal.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.Gateway;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatekeeperTest {
    private final Gateway gateway = new Gateway();

    GatekeeperTest() throws Exception {
        gateway.define("demo", "one");
        gateway.define("other", "two");
    }

    @AfterEach
    void close() throws Exception {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "user-u: expose on projects/demo, user-u, project, demo, true",
        "user-u: view on projects/demo, user-u, project, demo, true",
        "user-u: view on projects/demo, user-u, project, other, false",
        "user-u: run on servers/one, user-u, project, demo, false",
        "user-u: run on servers/one, user-u, server, one, true",
        "user-u: run on servers/one, user-u, server, two, false",
        "user-u: expose on projects/demo, user-u, server, one, true",
        "user-u: expose on projects/demo, user-u, server, two, false",
        "user-u: view on projects/demo, user-u, server, one, false",
        "none, user-u, project, demo, false",
        "none, admin, project, demo, true",
        "none, admin, server, one, true",
        "sha-token-demo: expose on projects/demo, token-demo, project, demo, true",
        "sha-token-demo: view on projects/demo, token-demo, project, demo, true",
        "owner: view on projects/demo, token-demo, project, demo, false",
        "sha-token-demo: view on projects/other, token-demo, project, other, false",
        "sha-token-demo: expose on projects/demo, token-demo, server, one, true",
        "sha-token-demo: run on servers/one, token-demo, server, one, true",
        "sha-token-demo: run on servers/two, token-demo, server, two, false"
    })
    void endpointsAreForThoseWhoMay(String rule, String caller, String sort, String name, boolean admitted)
            throws Exception {
        gateway.rules.allowed.add(rule);

        HttpResponse<String> answer = get(caller, sort, name);

        // Whoever is admitted is told what the request lacks, or that there is no such server.
        assertEquals(admitted, answer.statusCode() != 403, answer.statusCode() + " " + answer.body());
    }

    @Test
    void aRefusalSaysWhatIsMissing() throws Exception {
        HttpResponse<String> project = get("user-u", "project", "demo");
        HttpResponse<String> server = get("user-u", "server", "one");
        HttpResponse<String> outside = get("token-demo", "server", "two");

        assertTrue(
                project.body().contains("Forbidden: expose on projects/demo or view on projects/demo required"),
                project.body());
        assertTrue(
                server.body().contains("Forbidden: run on servers/one or expose on projects/demo required"),
                server.body());
        assertTrue(outside.body().contains("does not reach server 'two'"), outside.body());
    }

    private HttpResponse<String> get(String caller, String sort, String name) throws IOException, InterruptedException {
        Client client = sort.equals("project") ? gateway.project(name) : gateway.server(name);
        return client.http.send(
                client.request()
                        .setHeader("Authorization", "Bearer good-" + caller)
                        .GET()
                        .build(),
                BodyHandlers.ofString());
    }
}
