package io.mcpctl.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostFilterTest {
    private static Exchange send(HostFilter filter, String method, Map<String, String> headers) throws Exception {
        Exchange exchange = new Exchange(method, headers);
        filter.doFilter(exchange.request(), exchange.response(), exchange.chain());
        return exchange;
    }

    private static HostFilter local() {
        return new HostFilter("127.0.0.1", List.of("https://ui.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:3200", "127.0.0.1:3200", "127.8.9.1", "[::1]", "[::1]:3200"})
    void requestsToThisMachinePass(String host) throws Exception {
        Exchange exchange = send(local(), "GET", Map.of("Host", host));

        assertTrue(exchange.passed);
        assertEquals("nosniff", exchange.answered.get("X-Content-Type-Options"));
        assertEquals("DENY", exchange.answered.get("X-Frame-Options"));
        assertEquals("no-referrer", exchange.answered.get("Referrer-Policy"));
        assertTrue(exchange.answered.getOrDefault("Content-Security-Policy", "").contains("default-src 'none'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "127.0.0.1.evil.example",
                "localhost.evil.example:3200",
                "",
                "10.0.0.1",
                "0.0.0.0",
                "localhost:80@evil.example",
                "127.evil",
                "::1",
                "[::2]"
            })
    void aForeignHostIsForbiddenOnLoopback(String host) throws Exception {
        Exchange exchange = send(local(), "GET", Map.of("Host", host));

        assertFalse(exchange.passed);
        assertEquals(403, exchange.status);
        assertEquals("application/problem+json", exchange.answered.get("Content-Type"));
    }

    @Test
    void aMissingHostIsForbiddenOnLoopback() throws Exception {
        assertEquals(403, send(local(), "GET", Map.of()).status);
    }

    @Test
    void anyHostPassesWhenNotBoundToLoopback() throws Exception {
        assertTrue(send(new HostFilter("0.0.0.0", List.of()), "GET", Map.of("Host", "mcp.example")).passed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:5173", "https://127.0.0.1", "http://[::1]:80", "https://ui.example"})
    void allowedOriginsPassAndAreNamed(String origin) throws Exception {
        Exchange exchange = send(local(), "POST", Map.of("Host", "localhost", "Origin", origin));

        assertTrue(exchange.passed);
        assertEquals(origin, exchange.answered.get("Access-Control-Allow-Origin"));
        assertEquals("Origin", exchange.answered.get("Vary"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://evil.example",
                "https://ui.example.evil",
                "http://ui.example",
                "http://localhost.evil",
                "httpx://localhost",
                "http://localhost:1/evil",
                "file://",
                ""
            })
    void otherOriginsAreForbidden(String origin) throws Exception {
        Exchange exchange = send(local(), "POST", Map.of("Host", "localhost", "Origin", origin));

        assertFalse(exchange.passed);
        assertEquals(403, exchange.status);
    }

    @Test
    void preflightsAreAnsweredHere() throws Exception {
        Exchange exchange = send(local(), "OPTIONS", Map.of("Host", "localhost", "Origin", "http://localhost:1"));

        assertFalse(exchange.passed);
        assertEquals(204, exchange.status);
        assertTrue(exchange.answered
                .getOrDefault("Access-Control-Allow-Headers", "")
                .contains("Mcp-Session-Id"));
        String exposed = exchange.answered.getOrDefault("Access-Control-Expose-Headers", "");
        assertTrue(exposed.contains("X-Mcpctl-Continue") && exposed.contains("Retry-After"), exposed);
    }

    @Test
    void headersThatMirrorArgumentsOfToolsAreAllowed() throws Exception {
        Exchange exchange = send(
                local(),
                "OPTIONS",
                Map.of(
                        "Host", "localhost",
                        "Origin", "http://localhost:1",
                        "Access-Control-Request-Headers", "content-type, mcp-param-Region,x-evil, mcp-param-a b"));

        String allowed = exchange.answered.getOrDefault("Access-Control-Allow-Headers", "");
        assertTrue(allowed.endsWith("X-Service-Account, mcp-param-Region"), allowed);
    }
}
