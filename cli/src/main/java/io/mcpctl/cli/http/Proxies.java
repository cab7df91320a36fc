package io.mcpctl.cli.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** The configured proxies first, then those of the machine. */
final class Proxies extends ProxySelector {
    private static final int DEFAULT_PORT = 8080;
    private final Network network;

    Proxies(Network network) {
        this.network = network;
    }

    @Override
    public List<Proxy> select(URI uri) {
        return network.proxy(uri.getScheme(), uri.getHost())
                .map(URI::create)
                .map(proxy -> List.of(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort()))))
                .orElseGet(() -> ProxySelector.getDefault().select(uri));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails with the same exception.
    }
}
