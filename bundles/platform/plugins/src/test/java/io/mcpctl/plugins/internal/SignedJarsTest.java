package io.mcpctl.plugins.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An operator who trusts one certificate lets in whole jars that it signed, and nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedJarsTest {
    private static final String PASSWORD = "only-in-tests";

    private final Path folder;
    private final AtomicInteger homes = new AtomicInteger();

    SignedJarsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        for (String alias : List.of("ours", "theirs")) {
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            alias,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + alias,
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            folder.resolve("keys.p12").toString())
                    .redirectErrorStream(true)
                    .start();
            assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, keytool.exitValue(), () -> "keytool failed for " + alias);
        }
    }

    private Home trusting() throws Exception {
        Path home = folder.resolve("home-" + homes.incrementAndGet());
        return Home.open(home, Map.of("signers", new String[] {fingerprint("ours")}));
    }

    @Test
    void aJarThatTheTrustedCertificateSignedIsInService() throws Exception {
        try (Home daemon = trusting()) {
            daemon.send("/plugins", "", signed("ours"));

            assertTrue(daemon.show(Greeters.NAME).contains("state=active"), daemon.show(Greeters.NAME));
        }
    }

    @Test
    void aJarThatSomebodyElseSignedIsRefused() throws Exception {
        String refusal = refusal(signed("theirs"));

        assertTrue(refusal.contains("it is signed by " + fingerprint("theirs")), refusal);
        assertTrue(refusal.contains("plugins.signers asks for one of its certificates"), refusal);
    }

    @Test
    void anEntryThatWasAddedLaterIsNoticed() throws Exception {
        for (String added :
                List.of("com/example/greeter/More.class", "META-INF/versions/9/com/example/greeter/More.class")) {
            Path jar = signed("ours");
            change(jar, added);

            String refusal = refusal(jar);
            assertTrue(refusal.contains("it is not signed as a whole"), refusal);
        }
    }

    @Test
    void anEntryThatWasChangedLaterIsNoticed() throws Exception {
        Path jar = signed("ours");
        change(jar, "table.txt");

        String refusal = refusal(jar);
        assertTrue(refusal.startsWith("signed.jar: its signature does not fit its content: "), refusal);
    }

    private Path signed(String alias) throws Exception {
        Path plain = Greeters.jar("1.0.0").file("table.txt", "as it was").write(folder.resolve("plain.jar"));
        KeyStore store = store();
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate(alias)));
        PrivateKey key = (PrivateKey) store.getKey(alias, PASSWORD.toCharArray());
        Path signed = folder.resolve("signed.jar");
        try (ZipFile in = new ZipFile(plain.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder(key, path).build().sign(in, out);
        }
        return signed;
    }

    private KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("keys.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Certificate certificate(String alias) throws Exception {
        return store().getCertificate(alias);
    }

    private String fingerprint(String alias) throws Exception {
        byte[] encoded = certificate(alias).getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    private static void change(Path jar, String entry) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
            Path inside = zip.getPath(entry);
            if (inside.getParent() != null) {
                Files.createDirectories(inside.getParent());
            }
            Files.writeString(inside, "put in by somebody");
        }
    }

    private String refusal(Path jar) throws Exception {
        try (Home daemon = trusting()) {
            ProblemException refused = assertThrows(ProblemException.class, () -> daemon.send("/plugins", "", jar));
            assertNotEquals(ProblemKind.INTERNAL, refused.kind());
            assertTrue(daemon.show(Greeters.NAME).isEmpty());
            return String.valueOf(refused.problem().detail());
        }
    }
}
