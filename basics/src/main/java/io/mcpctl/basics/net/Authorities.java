package io.mcpctl.basics.net;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of a PEM file, which vouch for servers. Two of the same file, the same content and the same sort are
 * equal.
 */
public final class Authorities {
    private static final int LONGEST = 1 << 20;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private final Path file;
    private final byte[] content;
    private final boolean alone;
    private final SSLContext context;

    private Authorities(Path file, boolean alone) throws IOException {
        this.file = file;
        this.content = content(file);
        this.alone = alone;
        try {
            this.context = context(certificates(content), alone);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /**
     * Those of the file and no others.
     *
     * @throws IOException whose message says what is wrong with the file: {@code is larger than 1 MiB}
     */
    public static Authorities only(String file) throws IOException {
        return new Authorities(path(file), true);
    }

    /**
     * Those of the file and those of the JDK.
     *
     * @throws IOException whose message says what is wrong with the file: {@code is larger than 1 MiB}
     */
    public static Authorities besidesJdk(String file) throws IOException {
        return new Authorities(path(file), false);
    }

    private static Path path(String file) throws IOException {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IOException("is no file name", e);
        }
    }

    /** Trusts them. */
    public SSLContext context() {
        return context;
    }

    private static byte[] content(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("does not exist or is no file");
        }
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(LONGEST + 1);
        } catch (IOException e) {
            throw new IOException("cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (content.length > LONGEST) {
            throw new IOException("is larger than 1 MiB");
        }
        if (!new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
            throw new IOException("has no certificate in PEM form (" + BEGIN + ")");
        }
        return content;
    }

    private static Collection<? extends Certificate> certificates(byte[] content) throws IOException {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw new IOException("has a certificate that cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static SSLContext context(Collection<? extends Certificate> certificates, boolean alone)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("file-" + store.size(), certificate);
        }
        for (TrustManager manager : alone ? new TrustManager[0] : managers(null)) {
            if (manager instanceof X509TrustManager known) {
                for (X509Certificate certificate : known.getAcceptedIssuers()) {
                    store.setCertificateEntry("jdk-" + store.size(), certificate);
                }
            }
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(store), null);
        return context;
    }

    /** Of the JDK's own store when there is none. */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Authorities same
                && same.alone == alone
                && same.file.equals(file)
                && Arrays.equals(same.content, content);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return "Authorities[" + file + "]";
    }
}
