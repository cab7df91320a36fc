package io.mcpctl.registries.internal;

import io.mcpctl.basics.net.Authorities;
import io.mcpctl.basics.net.DirectHosts;
import io.mcpctl.basics.net.Proxies;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.net.Proxy;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** The way to the web: the proxy and the certificates of the configuration. Redirects are not followed: a key goes along. */
final class Web {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Web() {}

    /** @throws ProblemException INVALID, naming the key */
    static HttpClient client(RegistriesConfig config) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (!config.proxy().isBlank()) {
            Proxy proxy = proxy(config.proxy().strip());
            builder.proxy(
                    new Proxies(Map.of("http", proxy, "https", proxy), new DirectHosts(List.of(config.noProxy()))));
        }
        if (!config.caFile().isBlank()) {
            builder.sslContext(trust(config.caFile().strip()));
        }
        return builder.build();
    }

    private static Proxy proxy(String address) {
        try {
            return Proxies.at(address, 80);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemKind.INVALID, "registries.proxy is no address of a proxy; write http://<host>:<port>", e);
        }
    }

    private static SSLContext trust(String name) {
        try {
            return Authorities.besidesJdk(name).context();
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "registries.caFile is '" + name + "', whose certificates cannot be used (it " + e.getMessage()
                            + "); name a PEM file",
                    e);
        }
    }
}
