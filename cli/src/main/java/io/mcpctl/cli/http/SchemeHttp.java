package io.mcpctl.cli.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Chooses the client by the address: the JDK's own, which is slow to load, only for encryption and proxies. */
final class SchemeHttp implements Http {
    private final Network network;
    private final PlainHttp plain = new PlainHttp();
    private volatile @Nullable Http secure;

    SchemeHttp(Network network) {
        this.network = network;
    }

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        String scheme = request.uri().getScheme();
        String host = request.uri().getHost();
        boolean simple = !"https".equalsIgnoreCase(scheme)
                && (host == null || network.proxy("http", host).isEmpty());
        return simple ? plain.send(request) : secure().send(request);
    }

    private synchronized Http secure() throws IOException {
        Http client = secure;
        if (client == null) {
            client = new SecureHttp(network);
            secure = client;
        }
        return client;
    }

    @Override
    public void dropIdle() {
        plain.dropIdle();
    }

    @Override
    public void close() {
        plain.close();
        Http client = secure;
        if (client != null) {
            client.close();
        }
    }
}
