package io.mcpctl.cli.http;

import io.mcpctl.basics.net.Authorities;
import io.mcpctl.basics.net.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Encrypted addresses, by the JDK's client and the proxy settings of the machine. */
final class SecureHttp implements Http {
    private static final int DEFAULT_PROXY_PORT = 8080;
    private final HttpClient client;

    SecureHttp(Network network) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        if (network.caFile().isPresent()) {
            builder.sslContext(trust(network.caFile().get()));
        }
        if (network.httpProxy().isPresent() || network.httpsProxy().isPresent()) {
            Map<String, Proxy> proxies = new HashMap<>();
            proxy("httpProxy", network.httpProxy()).ifPresent(proxy -> proxies.put("http", proxy));
            proxy("httpsProxy", network.httpsProxy()).ifPresent(proxy -> proxies.put("https", proxy));
            builder.proxy(new Proxies(proxies, network.direct()));
        }
        client = builder.build();
    }

    private static SSLContext trust(String caFile) throws IOException {
        try {
            return Authorities.besidesJdk(caFile).context();
        } catch (IOException e) {
            throw new IOException("the certificates of caFile " + caFile + " cannot be used: it " + e.getMessage(), e);
        }
    }

    private static Optional<Proxy> proxy(String key, Optional<String> address) throws IOException {
        try {
            return address.map(text -> Proxies.at(text, DEFAULT_PROXY_PORT));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    key + " is \"" + address.orElse("")
                            + "\", which is no address of a proxy; write http://<host>:<port>",
                    e);
        }
    }

    @Override
    public HttpAnswer send(HttpRequest request) throws IOException {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        request.hasBody()
                                ? java.net.http.HttpRequest.BodyPublishers.ofByteArray(request.bodyBytes())
                                : java.net.http.HttpRequest.BodyPublishers.noBody());
        if (!request.limit().isZero()) {
            builder.timeout(request.limit());
        }
        request.headers().forEach(builder::header);
        try {
            HttpResponse<InputStream> response =
                    client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
            Map<String, String> headers = new HashMap<>();
            for (Map.Entry<String, List<String>> header :
                    response.headers().map().entrySet()) {
                headers.put(
                        header.getKey().toLowerCase(java.util.Locale.ROOT),
                        header.getValue().getFirst());
            }
            return new HttpAnswer(response.statusCode(), headers, response.body());
        } catch (HttpTimeoutException e) {
            throw (IOException) new java.net.SocketTimeoutException(
                            "no answer within " + request.limit().toSeconds() + " s")
                    .initCause(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException(
                    "interrupted while waiting for " + request.uri().getHost());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
