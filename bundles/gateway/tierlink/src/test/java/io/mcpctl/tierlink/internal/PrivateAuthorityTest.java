package io.mcpctl.tierlink.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.basics.net.Authorities;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.Connector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates nobody knows but the owner of the proxy, over real TLS. */
final class PrivateAuthorityTest {
    private static final byte[] PING =
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("");

    private final Connector connector = new Connector();
    private TlsServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TlsServer(folder, "known");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String ask(Optional<SSLContext> trust) {
        URI url = URI.create(server.url() + "/mcp");
        UpstreamTarget target = new UpstreamTarget.Http("secure", url, Map.of(), trust, false);
        try (Upstream upstream = connector.connect(target, new Deaf())) {
            return new String(upstream.request(PING, LIMIT), StandardCharsets.UTF_8);
        }
    }

    private SSLContext trust(Path file) {
        return PrivateAuthority.read("caFile", file.toString()).context();
    }

    @Test
    void anUpstreamThatThePrivateAuthorityVouchesForAnswers() {
        String answer = ask(Optional.of(trust(server.certificate())));

        assertTrue(answer.contains("\"result\""), answer);
    }

    @Test
    void withoutItOrWithAnotherOneTheConnectionFails() throws Exception {
        Path other = TlsServer.certificate(folder, "other");

        for (Optional<SSLContext> trust : List.of(Optional.<SSLContext>empty(), Optional.of(trust(other)))) {
            ProblemException failure = assertThrows(ProblemException.class, () -> ask(trust));
            assertTrue(
                    failure.problem().detail().contains("secure"),
                    failure.problem().detail());
        }
    }

    @Test
    void theCertificateMustBeOfTheServersName() throws Exception {
        try (TlsServer elsewhere = new TlsServer(folder, "elsewhere", "dns:example.org")) {
            UpstreamTarget target = new UpstreamTarget.Http(
                    "secure",
                    URI.create(elsewhere.url() + "/mcp"),
                    Map.of(),
                    Optional.of(trust(elsewhere.certificate())),
                    false);
            try (Upstream upstream = connector.connect(target, new Deaf())) {
                assertThrows(ProblemException.class, () -> upstream.request(PING, LIMIT));
            }
        }
    }

    @Test
    void mcpdIsReachedByItsPrivateAuthorityOnly() {
        Mcpd trusting = mcpd(Map.of("mcpdCaFile", server.certificate().toString()));
        Mcpd plain = mcpd(Map.of());

        assertEquals(200, trusting.get("/healthz", Optional.empty(), LIMIT).status());
        ProblemException failure =
                assertThrows(ProblemException.class, () -> plain.get("/healthz", Optional.empty(), LIMIT));
        assertTrue(failure.problem().detail().contains("SSL"), failure.problem().detail());
        trusting.close();
        plain.close();
    }

    private Mcpd mcpd(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.putIfAbsent("mcpdUrl", server.url());
        settings.put("mcpdToken", "own");
        settings.put("home", folder.toString());
        return new Mcpd(Settings.of(LinkConfig.class, settings));
    }

    @Test
    void anUpstreamOfTheSettingsFileNamesItsOwnAuthority() throws Exception {
        Path file = folder.resolve("config.json");
        Files.writeString(
                file,
                "{\"upstreams\":[{\"name\":\"secure\",\"transport\":\"streamable-http\",\"url\":\"" + server.url()
                        + "/mcp\",\"caFile\":\"" + server.certificate() + "\"}]}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        LocalUpstreams upstreams = new LocalUpstreams(
                Settings.of(LinkConfig.class, Map.of("home", folder.toString())), connector, Settings.noProcesses());
        Caller owner = new Caller(Principal.special("local"), Optional.empty());

        try (Upstream session = upstreams.find("secure", owner).orElseThrow().session(new Deaf())) {
            assertTrue(new String(session.request(PING, LIMIT), StandardCharsets.UTF_8).contains("result"));
        }
        assertEquals(Set.of("secure"), upstreams.names(owner));
        upstreams.close();
    }

    @Test
    void aFileThatIsMissingOrNoCertificateIsRefusedWithItsName() throws Exception {
        Path missing = folder.resolve("missing.pem");
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        Path large = Files.write(folder.resolve("large.pem"), new byte[(1 << 20) + 1]);

        for (Path file : List.of(missing, text, broken, large, folder)) {
            ProblemException refusal = assertThrows(
                    ProblemException.class, () -> PrivateAuthority.read("tierlink.mcpdCaFile", file.toString()));
            String sentence = refusal.problem().detail();
            assertTrue(sentence.contains(file.toString()) && sentence.contains("tierlink.mcpdCaFile"), sentence);
        }
        ProblemException plain = assertThrows(
                ProblemException.class,
                () -> mcpd(Map.of(
                        "mcpdUrl",
                        "http://127.0.0.1:1",
                        "mcpdCaFile",
                        server.certificate().toString())));
        assertTrue(plain.problem().detail().contains("https"), plain.problem().detail());
    }

    @Test
    void aFileWithOtherContentIsAnotherAuthority() throws Exception {
        Path file = Files.copy(server.certificate(), folder.resolve("copy.pem"));
        Authorities before = PrivateAuthority.read("caFile", file.toString());

        assertEquals(before, PrivateAuthority.read("caFile", file.toString()));
        Files.copy(TlsServer.certificate(folder, "other"), file, StandardCopyOption.REPLACE_EXISTING);
        assertNotEquals(before, PrivateAuthority.read("caFile", file.toString()));
    }
}
