package io.mcpctl.tierlink.internal;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server over TLS with a certificate of its own making; answers every request with an empty result. */
final class TlsServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final Path certificate;
    private final HttpsServer server;

    TlsServer(Path folder, String name) throws Exception {
        this(folder, name, "ip:127.0.0.1");
    }

    /** {@code subject}: whom the certificate is for. */
    TlsServer(Path folder, String name, String subject) throws Exception {
        certificate = certificate(folder, name, subject);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String id = body.replaceAll("(?s).*\"id\":([^,}]+).*", "$1");
                FakeMcpd.say(
                        exchange, 200, "{\"jsonrpc\":\"2.0\",\"id\":" + (id.isEmpty() ? "0" : id) + ",\"result\":{}}");
            }
        });
        server.start();
    }

    /** A file with a new certificate. */
    static Path certificate(Path folder, String name) throws IOException, InterruptedException {
        return certificate(folder, name, "ip:127.0.0.1");
    }

    private static Path certificate(Path folder, String name, String subject) throws IOException, InterruptedException {
        String store = folder.resolve(name + ".p12").toString();
        Path file = folder.resolve(name + ".pem");
        keytool(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subject), store);
        keytool(List.of("-exportcert", "-rfc", "-file", file.toString()), store);
        return file;
    }

    private static void keytool(List<String> words, String store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(words);
        command.addAll(List.of("-alias", "one", "-keystore", store, "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("no certificate by " + command);
        }
    }

    Path certificate() {
        return certificate;
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
