package io.mcpctl.tierlink.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
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
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The certificates of a PEM file, which vouch for a server instead of the JDK's authorities. Two of the same file and the same
 * content are equal.
 */
final class PrivateAuthority {
    private static final int LONGEST = 1 << 20;
    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

    private final Path file;
    private final byte[] content;
    private final SSLContext trust;

    private PrivateAuthority(Path file, byte[] content, SSLContext trust) {
        this.file = file;
        this.content = content;
        this.trust = trust;
    }

    /**
     * Reads a file.
     *
     * @param key where the file is named
     * @throws ProblemException INVALID, with the name of the file
     */
    static PrivateAuthority read(String key, String name) {
        Path file = path(key, name);
        byte[] content = content(key, file);
        if (!new String(content, StandardCharsets.ISO_8859_1).contains(BEGIN)) {
            throw wrong(key, file, "has no certificate in PEM form (" + BEGIN + ")");
        }
        try {
            return new PrivateAuthority(file, content, trust(content));
        } catch (CertificateException e) {
            throw wrong(key, file, "has a certificate that cannot be read (" + e.getMessage() + ")");
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    private static Path path(String key, String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ProblemException(ProblemKind.INVALID, key + " is '" + name + "', which is no file name", e);
        }
    }

    private static byte[] content(String key, Path file) {
        if (!Files.isRegularFile(file)) {
            throw wrong(key, file, "does not exist or is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw wrong(key, file, "is larger than 1 MiB");
            }
            return content;
        } catch (IOException e) {
            throw wrong(key, file, "cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static ProblemException wrong(String key, Path file, String what) {
        return new ProblemException(
                ProblemKind.INVALID,
                key + ": " + file + " " + what + "; name a PEM file with the authority's certificate");
    }

    private static SSLContext trust(byte[] content) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Trusts these certificates and no others. */
    SSLContext trust() {
        return trust;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PrivateAuthority same && same.file.equals(file) && Arrays.equals(same.content, content);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return "PrivateAuthority[" + file + "]";
    }
}
