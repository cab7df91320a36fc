package io.mcpctl.basics.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxiesTest {
    private static final Proxy PROXY = Proxies.at("http://proxy.example.org:3128", 80);

    @Test
    void eachSchemeHasItsProxyAndNamedHostsHaveNone() {
        Proxies proxies = new Proxies(Map.of("https", PROXY), new DirectHosts(List.of("example.com")));

        assertEquals(List.of(PROXY), proxies.select(URI.create("https://example.org/x")));
        assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("https://www.example.com/x")));
        assertEquals(List.of(Proxy.NO_PROXY), proxies.select(URI.create("http://example.org/")));
    }

    @Test
    void thisMachineIsAskedDirectly() {
        DirectHosts none = new DirectHosts(List.of());

        for (String host : List.of("localhost", "127.0.0.1", "127.1.2.3", "[::1]", "LocalHost")) {
            assertTrue(none.contains(host), host);
        }
        assertFalse(none.contains("example.org"));
    }

    @Test
    void aNameStandsForItsSubdomainsAndAnAsteriskForAll() {
        DirectHosts some = new DirectHosts(List.of(" Example.com ", ".example.org", ""));

        for (String host : List.of("example.com", "a.example.com", "a.b.example.org", "A.EXAMPLE.COM")) {
            assertTrue(some.contains(host), host);
        }
        for (String host : List.of("example.org", "myexample.com", "com", "")) {
            assertFalse(some.contains(host), host);
        }
        assertTrue(new DirectHosts(List.of("*")).contains("anything.example"));
    }

    @Test
    void anAddressWithoutAPortHasTheDefaultOne() {
        assertEquals(InetSocketAddress.createUnresolved("proxy.example.org", 3128), PROXY.address());
        assertEquals(
                InetSocketAddress.createUnresolved("p", 8080),
                Proxies.at("HTTP://p", 8080).address());
    }

    @Test
    void whatIsNoAddressOfAProxyIsRefused() {
        for (String address : List.of("proxy:3128", "socks5://x:1", "http://", "https://x:1", "::", "")) {
            assertThrows(IllegalArgumentException.class, () -> Proxies.at(address, 80), address);
        }
    }
}
