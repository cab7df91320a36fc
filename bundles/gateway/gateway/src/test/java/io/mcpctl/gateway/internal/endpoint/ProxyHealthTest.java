package io.mcpctl.gateway.internal.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.gateway.internal.Client;
import io.mcpctl.gateway.internal.Gateway;
import io.mcpctl.gateway.internal.ModernServer;
import io.mcpctl.gateway.internal.NastyServer;
import io.mcpctl.upstream.api.Era;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code proxy/health} of a project with a server that works and one that does not start. */
final class ProxyHealthTest {
    private Gateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new Gateway();
        gateway.servers.commands.put("good", ModernServer.command());
        gateway.servers.eras.put("good", Set.of(Era.STATELESS));
        gateway.servers.commands.put("nasty", NastyServer.command());
        gateway.servers.commands.put("bad", List.of("false"));
        gateway.define("demo", "bad", "nasty");
        gateway.define("modern", "bad", "good");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
    }

    @Test
    void aSessionIsToldHowEachServerIs() throws Exception {
        Client client = gateway.project("demo");
        client.initialize("{}");

        String health = client.call(1, "proxy/health", "{}");

        assertTrue(health.contains("{\"name\":\"bad\",\"state\":\"disconnected\",\"reason\":\"server"), health);
        assertTrue(health.contains("{\"name\":\"nasty\",\"state\":\"healthy\"}"), health);
    }

    @Test
    void soIsAClientWithoutOne() throws Exception {
        String health = gateway.stateless("/projects/modern/mcp").ask(1, "proxy/health", "");

        assertTrue(health.contains("{\"name\":\"bad\",\"state\":\"disconnected\""), health);
        assertTrue(health.contains("{\"name\":\"good\",\"state\":\"healthy\"}"), health);
        assertTrue(health.contains("\"resultType\":\"complete\""), health);
    }

    @Test
    void aServerItselfHasNoSuchMethod() throws Exception {
        assertEquals(
                404,
                gateway.stateless("/servers/good/mcp")
                        .send(gateway.stateless("/servers/good/mcp").request(1, "proxy/health", "", ""))
                        .statusCode());
    }
}
