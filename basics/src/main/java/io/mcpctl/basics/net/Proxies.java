package io.mcpctl.basics.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A proxy for each scheme, save for hosts that are asked directly; other schemes go as the machine is set up. */
public final class Proxies extends ProxySelector {
    private final Map<String, Proxy> byScheme;
    private final DirectHosts direct;

    /** @param byScheme in lower case, such as {@code https} */
    public Proxies(Map<String, Proxy> byScheme, DirectHosts direct) {
        this.byScheme = Map.copyOf(byScheme);
        this.direct = direct;
    }

    /**
     * The proxy at an address of the form {@code http://<host>[:<port>]}.
     *
     * @throws IllegalArgumentException when it has another form
     */
    public static Proxy at(String address, int defaultPort) {
        URI uri = URI.create(address);
        if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("not of the form http://<host>:<port>");
        }
        int port = uri.getPort() < 0 ? defaultPort : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    }

    @Override
    public List<Proxy> select(URI uri) {
        if (direct.contains(String.valueOf(uri.getHost()))) {
            return List.of(Proxy.NO_PROXY);
        }
        Proxy proxy = byScheme.get(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT));
        return proxy == null ? ProxySelector.getDefault().select(uri) : List.of(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails with the same exception.
    }
}
