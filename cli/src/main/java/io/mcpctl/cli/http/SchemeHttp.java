package io.mcpctl.cli.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Chooses the client by the scheme of the address. */
final class SchemeHttp implements Http {
    private final PlainHttp plain = new PlainHttp();
    private volatile @Nullable Http secure;

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        return "https".equalsIgnoreCase(request.uri().getScheme()) ? secure().send(request) : plain.send(request);
    }

    private synchronized Http secure() {
        Http client = secure;
        if (client == null) {
            client = new SecureHttp();
            secure = client;
        }
        return client;
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
