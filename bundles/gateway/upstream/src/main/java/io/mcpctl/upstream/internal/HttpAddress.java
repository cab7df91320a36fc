package io.mcpctl.upstream.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketOption;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/** Where an HTTP server listens; connections to equal addresses are interchangeable. */
record HttpAddress(boolean tls, String host, int port, Optional<SSLContext> trust) {
    private static final int CONNECT_MILLIS = 10_000;
    private static final Map<SocketOption<Integer>, Integer> PROBES = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 60,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 15,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 4);

    /** One whose certificate an authority of the JDK vouches for. */
    static HttpAddress of(URI url) {
        return of(url, Optional.empty());
    }

    /** {@code trust}: who vouches for its certificate. */
    static HttpAddress of(URI url, Optional<SSLContext> trust) {
        boolean tls = "https".equalsIgnoreCase(url.getScheme());
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
        return new HttpAddress(tls, host, url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80, trust);
    }

    /** The value of the {@code Host} header. */
    String authority() {
        return port == (tls ? 443 : 80) ? host : host + ":" + port;
    }

    String origin() {
        return (tls ? "https://" : "http://") + authority();
    }

    /** A new connection, with the handshake done where there is one. */
    Socket dial() throws IOException {
        Socket socket = new Socket(proxy());
        try {
            socket.setTcpNoDelay(true);
            keepAlive(socket);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return tls ? secured(socket) : socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A peer that vanished without a word is noticed after two minutes, also on a stream that is silent for days. */
    private static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        for (Map.Entry<SocketOption<Integer>, Integer> option : PROBES.entrySet()) {
            if (socket.supportedOptions().contains(option.getKey())) {
                socket.setOption(option.getKey(), option.getValue());
            }
        }
    }

    private Proxy proxy() {
        ProxySelector chooser = ProxySelector.getDefault();
        if (chooser == null) {
            return Proxy.NO_PROXY;
        }
        return chooser.select(URI.create(origin())).stream().findFirst().orElse(Proxy.NO_PROXY);
    }

    private Socket secured(Socket plain) throws IOException {
        try {
            SSLContext context = trust.isPresent() ? trust.get() : SSLContext.getDefault();
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters rules = socket.getSSLParameters();
            rules.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(rules);
            socket.setSoTimeout(CONNECT_MILLIS);
            socket.startHandshake();
            socket.setSoTimeout(0);
            return socket;
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JDK has no TLS", e);
        }
    }
}
