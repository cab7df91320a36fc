package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** TLS in front of a daemon, with a certificate that only who has its file trusts. */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final URI target;
    private final Path certificate;
    private final SSLServerSocket listener;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

    private TlsFront(URI target, Path folder) throws IOException, GeneralSecurityException {
        this.target = target;
        this.certificate = folder.resolve("authority.pem");
        Path store = folder.resolve("keys.p12");
        keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=mcpd", "-ext", "san=ip:127.0.0.1");
        keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("tls-front").start(this::accept);
    }

    static TlsFront to(String url, Path folder) {
        try {
            return new TlsFront(URI.create(url), folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError("no TLS", e);
        }
    }

    private static void keytool(Path store, String... words) {
        List<String> line = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
        line.addAll(List.of(words));
        line.addAll(List.of("-alias", "one", "-storetype", "PKCS12", "-storepass", PASSWORD));
        line.addAll(List.of("-keystore", store.toString()));
        Run.of(line, Product.ROOT, Map.of(), "", Duration.ofSeconds(60)).exits(0);
    }

    Path certificate() {
        return certificate;
    }

    String url() {
        return "https://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(target.getHost(), target.getPort());
                sockets.addAll(List.of(client, server));
                Thread.ofVirtual().start(() -> pass(client, server));
                Thread.ofVirtual().start(() -> pass(server, client));
            }
        } catch (IOException e) {
            close(); // the end of the test, or of the daemon
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One side has gone; the other one is told by the closing.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new AssertionError("the front cannot be closed", e);
        }
    }
}
