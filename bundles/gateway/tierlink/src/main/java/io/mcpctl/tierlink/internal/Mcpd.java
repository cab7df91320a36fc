package io.mcpctl.tierlink.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpctl.basics.net.Authorities;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/** The control plane's REST interface: where it is, and with which bearer the proxy itself speaks to it. */
@Component(service = Mcpd.class, configurationPid = "io.mcpctl.tierlink")
@Designate(ocd = LinkConfig.class)
public final class Mcpd {
    static final String REMEDY = "the token for mcpd is invalid or expired: run 'mcpctl login', or set"
            + " tierlink.mcpdToken (MCPLOCAL_MCPD_TOKEN) of mcplocal";
    private static final String DEFAULT_URL = "http://localhost:3100";
    private static final String CA_FILE = "tierlink.mcpdCaFile";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int LONGEST = 8 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final OwnToken own;
    private final boolean serve;
    private final Optional<SSLContext> trust;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    @Activate
    public Mcpd(LinkConfig config) {
        try {
            Path home = Path.of(config.home());
            this.base = Urls.base(
                    "tierlink.mcpdUrl",
                    config.mcpdUrl().isBlank() ? DEFAULT_URL : config.mcpdUrl().strip());
            this.trust = authority(config.mcpdCaFile().strip(), base).map(Authorities::context);
            this.serve = config.serve();
            checkServe(config, home);
            this.own = new OwnToken(
                    Optional.of(config.mcpdToken()).filter(token -> !token.isBlank()),
                    home.resolve("credentials.json"),
                    config.url().isEmpty() ? List.of(base) : List.of(base, URI.create(config.url())));
        } catch (ProblemException e) {
            throw StartupFailure.misuse(e);
        }
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .executor(threads);
        trust.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    private static Optional<Authorities> authority(String file, URI base) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Authorities authority = PrivateAuthority.read(CA_FILE, file);
        if (!Urls.isTls(base)) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    CA_FILE + " is '" + file + "', but mcpd is at " + Urls.shown(base) + "; use an https URL");
        }
        return Optional.of(authority);
    }

    private static void checkServe(LinkConfig config, Path home) {
        if (!config.serve()) {
            return;
        }
        if (config.mcpdToken().isBlank()) {
            throw new ProblemException(
                    ProblemKind.INVALID,
                    "MCPLOCAL_MCPD_TOKEN is missing: serve mode needs a bearer of its own for mcpd");
        }
        Path file = home.resolve("config.yaml");
        try {
            if (OwnToken.isReadableByOthers(file) && Files.readString(file).contains("mcpdToken")) {
                throw new ProblemException(
                        ProblemKind.INVALID, file + " holds a token and others may read it; set its mode to 0600");
            }
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.INVALID, file + " cannot be read", e);
        }
    }

    @Deactivate
    void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    URI url(String path) {
        return URI.create(base + path);
    }

    /** Who vouches for its certificate; the JDK's authorities when absent. */
    Optional<SSLContext> trust() {
        return trust;
    }

    /** Its address, for people. */
    String shown() {
        return Urls.shown(base);
    }

    OwnToken own() {
        return own;
    }

    /** Whether only clients with MCP tokens are served. */
    boolean serves() {
        return serve;
    }

    /** The answer to a request without a body. */
    record Answer(int status, byte[] body) {
        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (JsonProcessingException e) {
                return MAPPER.missingNode();
            } catch (IOException e) {
                return MAPPER.missingNode(); // never of an array
            }
        }

        /** The sentence of a refusal. */
        String sentence() {
            JsonNode json = json();
            String text = json.path("detail")
                    .asText(json.path("error").path("message").asText(""));
            return text.isEmpty() ? "mcpd answered with HTTP status " + status : text;
        }

        boolean isGood() {
            return status / 100 == 2;
        }
    }

    /** @throws ProblemException UNAVAILABLE when mcpd cannot be reached, TIMEOUT */
    Answer get(String path, Optional<String> bearer, Duration limit) {
        return ask(request(path, bearer).timeout(limit).GET().build(), limit);
    }

    HttpRequest.Builder request(String path, Optional<String> bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url(path)).header("User-Agent", "mcpctl");
        bearer.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    Answer ask(HttpRequest request, Duration limit) {
        try (Response response = open(request);
                IdleGuard guard = new IdleGuard(response.body(), limit)) {
            byte[] body = guard.stream().readNBytes(LONGEST + 1);
            if (body.length > LONGEST) {
                throw new ProblemException(ProblemKind.UPSTREAM, "the answer of mcpd is larger than 8 MiB");
            }
            return new Answer(response.status(), body);
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    /** An answer whose body is still to be read; closing it ends the exchange. */
    record Response(HttpResponse<InputStream> head) implements AutoCloseable {
        int status() {
            return head.statusCode();
        }

        InputStream body() {
            return head.body();
        }

        @Override
        public void close() throws IOException {
            head.body().close();
        }
    }

    /** @throws ProblemException UNAVAILABLE when mcpd cannot be reached, TIMEOUT */
    Response open(HttpRequest request) {
        try {
            return new Response(client.send(request, HttpResponse.BodyHandlers.ofInputStream()));
        } catch (java.net.http.HttpConnectTimeoutException e) {
            throw unavailable(e);
        } catch (java.net.http.HttpTimeoutException e) {
            long limit = request.timeout().map(Duration::toSeconds).orElse(0L);
            throw new ProblemException(
                    ProblemKind.TIMEOUT, "mcpd at " + shown() + " did not answer within " + limit + " s", e);
        } catch (IOException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while waiting for mcpd", e);
        }
    }

    ProblemException unavailable(Throwable cause) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "mcpd at " + shown() + " cannot be reached (" + cause.getClass().getSimpleName()
                        + "); see that it runs, and tierlink.mcpdUrl",
                cause);
    }
}
