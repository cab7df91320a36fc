package io.mcpctl.basics.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
    @TempDir
    Path folder = Path.of("");

    /** One that the JDK brings along. */
    private static String pem(int index) throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate certificate = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers()[index];
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    @Test
    void aFileMayHaveSeveralCertificatesAndTextAroundThem() throws Exception {
        Path file = Files.writeString(folder.resolve("two.pem"), "One:\n" + pem(0) + "Another:\n" + pem(1));

        assertEquals("TLS", Authorities.only(file.toString()).context().getProtocol());
        assertEquals("TLS", Authorities.besidesJdk(file.toString()).context().getProtocol());
    }

    @Test
    void otherContentOrAnotherSortIsNotEqual() throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), pem(0));
        Authorities before = Authorities.only(file.toString());

        assertEquals(before, Authorities.only(file.toString()));
        assertNotEquals(before, Authorities.besidesJdk(file.toString()));
        Files.writeString(file, pem(1));
        assertNotEquals(before, Authorities.only(file.toString()));
    }

    @Test
    void whatIsWrongWithAFileIsSaid() throws Exception {
        Map<String, byte[]> files = Map.of(
                "text.pem", "no certificate".getBytes("US-ASCII"),
                "broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".getBytes("US-ASCII"),
                "large.pem", new byte[(1 << 20) + 1]);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.copy(new ByteArrayInputStream(file.getValue()), folder.resolve(file.getKey()));
        }
        Map<String, String> sentences = Map.of(
                "missing.pem", "does not exist or is no file",
                ".", "does not exist or is no file",
                "text.pem", "has no certificate in PEM form",
                "broken.pem", "has a certificate that cannot be read",
                "large.pem", "is larger than 1 MiB",
                "a\0b", "is no file name");

        sentences.forEach((name, sentence) -> {
            IOException refusal =
                    assertThrows(IOException.class, () -> Authorities.besidesJdk(folder + "/" + name), name);
            assertTrue(String.valueOf(refusal.getMessage()).startsWith(sentence), refusal::toString);
        });
    }
}
