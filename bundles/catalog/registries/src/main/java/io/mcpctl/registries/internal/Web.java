package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The way to the web: the proxy and the certificates of the configuration. Redirects are not followed: a key goes along. */
final class Web {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int LARGEST_FILE = 1 << 20;

    private Web() {}

    /** @throws ProblemException INVALID, naming the key */
    static HttpClient client(RegistriesConfig config) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (!config.proxy().isBlank()) {
            builder.proxy(new Through(proxy(config.proxy().strip()), List.of(config.noProxy())));
        }
        if (!config.caFile().isBlank()) {
            builder.sslContext(trust(config.caFile().strip()));
        }
        return builder.build();
    }

    private static Proxy proxy(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && "http".equals(uri.getScheme())) {
                int port = uri.getPort() < 0 ? 80 : uri.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like an address of another sort.
        }
        throw new ProblemException(
                ProblemKind.INVALID, "registries.proxy is no address of a proxy; write http://<host>:<port>");
    }

    /** Everything but the hosts that are named; this machine itself is asked directly. */
    private static final class Through extends ProxySelector {
        private final Proxy proxy;
        private final List<String> direct;

        Through(Proxy proxy, List<String> direct) {
            this.proxy = proxy;
            this.direct = direct.stream()
                    .map(host -> host.strip().toLowerCase(Locale.ROOT))
                    .filter(host -> !host.isEmpty())
                    .toList();
        }

        @Override
        public List<Proxy> select(URI uri) {
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
            boolean excluded = direct.stream()
                    .anyMatch(name -> name.equals("*")
                            || host.equals(name)
                            || host.endsWith(name.startsWith(".") ? name : "." + name));
            return List.of(local || excluded ? Proxy.NO_PROXY : proxy);
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            // The request fails with the same exception.
        }
    }

    /** The authorities of the JDK and those of the file. */
    private static SSLContext trust(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            byte[] pem = in.readNBytes(LARGEST_FILE);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                all.setCertificateEntry("file-" + all.size(), certificate);
            }
            if (all.size() == 0) {
                throw new IOException("it has no certificate");
            }
            for (TrustManager manager : factory(null).getTrustManagers()) {
                if (manager instanceof X509TrustManager known) {
                    for (X509Certificate certificate : known.getAcceptedIssuers()) {
                        all.setCertificateEntry("jdk-" + all.size(), certificate);
                    }
                }
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory(all).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "registries.caFile is '" + name + "', whose certificates cannot be used (" + e.getMessage()
                            + "); name a PEM file",
                    e);
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
