package io.mcpctl.registries.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.registry.api.RegistryAddress;
import io.mcpctl.registry.api.RegistryAnswer;
import io.mcpctl.registry.api.RegistryLine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Asks a registry over HTTP, or says in one sentence why not. The caller interrupts what takes too long: that ends the
 * reading of slow answers, too.
 *
 * @param key gives the bearer at the time of the request
 * @param deadline of {@link System#nanoTime}
 */
record HttpLine(RegistryAddress address, HttpClient client, Supplier<Optional<String>> key, long deadline)
        implements RegistryLine {
    private static final int LARGEST = 2 << 20;
    private static final int TOO_MANY = 429;
    /** The caller's limit comes first, and says what the limit is. */
    private static final Duration SPARE = Duration.ofSeconds(1);

    @Override
    public RegistryAnswer get(String path) throws InterruptedException {
        HttpResponse<InputStream> answer = send(path);
        if (answer.statusCode() == TOO_MANY) {
            close(answer);
            pause(patience(answer));
            answer = send(path);
        }
        try (InputStream body = answer.body()) {
            check(answer);
            byte[] bytes = body.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw failure("answered with more than 2 MiB, which is not read");
            }
            return new RegistryAnswer(type(answer), new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while reading the answer of " + address.url());
            }
            throw failure("broke off its answer", e);
        }
    }

    private HttpResponse<InputStream> send(String path) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(left().plus(SPARE))
                .header("Accept", "application/json")
                .header("User-Agent", "mcpctl");
        key.get().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw failure(
                    "cannot be reached at " + address.url().getHost() + " ("
                            + e.getClass().getSimpleName() + ")",
                    e);
        }
    }

    /** The key goes to the registry and nowhere else, whatever a source makes of the words of strangers. */
    private URI uri(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("the path of a question begins with a slash");
        }
        return URI.create(address.url() + path);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
    }

    private void check(HttpResponse<?> answer) {
        int status = answer.statusCode();
        String settings = address.settings();
        switch (status) {
            case 200 -> {
                // What was asked for.
            }
            case 401, 403 ->
                throw failure(
                        key.get().isPresent()
                                ? "refuses its API key (status " + status + "); see the secret that " + settings
                                        + ".key names"
                                : "wants an API key; store one in a secret and name it in " + settings + ".key");
            case 404 ->
                throw new ProblemException(ProblemKind.NOT_FOUND, "answered with status 404; see " + settings + ".url");
            case TOO_MANY ->
                throw failure("takes no more requests now (status 429)"
                        + retryAfter(answer)
                                .map(wait -> "; try again in " + wait.toSeconds() + " s")
                                .orElse(""));
            default ->
                throw failure(
                        status / 100 == 3
                                ? "sends to another address (status " + status + "), which is not followed; see "
                                        + settings + ".url"
                                : "answered with status " + status);
        }
    }

    private static String type(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceFirst(";.*", "")
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    private static Duration patience(HttpResponse<?> answer) {
        return retryAfter(answer).orElse(Duration.ofSeconds(1));
    }

    /** Seconds, or a date. */
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(text -> {
            if (text.matches("[0-9]{1,6}")) {
                return Optional.of(Duration.ofSeconds(Integer.parseInt(text)));
            }
            try {
                ZonedDateTime at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
                Duration until = Duration.between(ZonedDateTime.now(ZoneOffset.UTC), at);
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    /** A registry that wants more patience than there is has answered. */
    private void pause(Duration wait) throws InterruptedException {
        if (wait.compareTo(left()) >= 0) {
            throw failure("takes no more requests now (status 429); try again in " + wait.toSeconds() + " s");
        }
        Thread.sleep(wait);
    }

    private static void close(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            body.readNBytes(0);
        } catch (IOException gone) {
            // It was not needed.
        }
    }

    private static ProblemException failure(String sentence) {
        return new ProblemException(ProblemKind.UPSTREAM, sentence);
    }

    private static ProblemException failure(String sentence, Throwable cause) {
        return new ProblemException(ProblemKind.UPSTREAM, sentence, cause);
    }
}
