package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.mcpctl.cli.CliException;
import io.mcpctl.cli.ExitCode;
import io.mcpctl.cli.http.Http;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.http.HttpRequest;
import io.mcpctl.cli.text.Json;
import io.mcpctl.cli.text.Plain;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The daemon's REST interface: answers are JSON trees, failures are {@link CliException} with the server's sentence. */
public final class ControlApi {
    private static final Duration ORDINARY = Duration.ofSeconds(10);
    /** Deleting a server waits for its processes, and a first apply may wait for the store. */
    private static final Duration CHANGE = Duration.ofSeconds(60);
    /** A plug-in may take its time to start, and the version before to finish its calls. */
    private static final Duration UPLOAD = Duration.ofSeconds(180);
    /** Streams are pinged four times as often. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final int PAGE = 500;
    private static final int MOST_PAGES = 2_000;

    private final Http http;
    private final Target target;
    private final Backoff backoff;

    public ControlApi(Http http, Target target) {
        this(http, target, line -> {});
    }

    /** @param talk is told why a change takes longer */
    public ControlApi(Http http, Target target, Consumer<String> talk) {
        this(http, target, new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(30), talk));
    }

    ControlApi(Http http, Target target, Backoff backoff) {
        this.http = http;
        this.target = target;
        this.backoff = backoff;
    }

    public Target target() {
        return target;
    }

    public Http http() {
        return http;
    }

    public JsonNode get(String path) {
        return get(path, ORDINARY);
    }

    /** @param limit for connecting, and for each wait for bytes */
    public JsonNode get(String path, Duration limit) {
        return Backoff.once(() -> send("GET", path, Optional.empty(), limit));
    }

    /** A list, or a table, page by page until there is no more. */
    public JsonNode list(String path) {
        JsonNode whole = Json.NODES.missingNode();
        String next = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = (path.indexOf('?') < 0 ? "?" : "&") + "limit=" + PAGE + next;
            Page part = Backoff.once(() -> exchange("GET", path + query, Optional.empty(), ORDINARY));
            whole = whole.isMissingNode() ? part.content() : joined(whole, part.content());
            if (part.next().isEmpty()) {
                return whole;
            }
            next = "&continue=" + Target.segment(part.next().get());
        }
        throw CliException.failure("the list has more than " + MOST_PAGES * PAGE + " entries; ask for fewer");
    }

    private static JsonNode joined(JsonNode whole, JsonNode part) {
        if (whole instanceof ArrayNode array) {
            part.forEach(array::add);
        } else if (whole.path("rows") instanceof ArrayNode rows) {
            part.path("rows").forEach(rows::add);
        }
        return whole;
    }

    /** A stream of events, to be closed; the limit is for each silence. */
    public HttpAnswer stream(String path, String lastEventId) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("Accept", "text/event-stream"));
        if (!lastEventId.isEmpty()) {
            headers.put("Last-Event-ID", lastEventId);
        }
        HttpRequest request = new HttpRequest("GET", target.resolve(path), headers, Optional.empty(), SILENCE);
        try {
            HttpAnswer answer = http.send(authorised(request));
            if (answer.status() >= 400) {
                try (answer) {
                    throw failure(answer, answer.text());
                }
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(e, SILENCE);
        }
    }

    /** The same as {@link #get}, or empty when the server knows no such thing. */
    public Optional<JsonNode> find(String path) {
        try {
            return Optional.of(get(path));
        } catch (CliException e) {
            if (e.exitCode() == ExitCode.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    public JsonNode post(String path, JsonNode body) {
        return change("POST", path, Optional.of(Json.line(body)));
    }

    /** Like {@link #post}, but refused at once when the server is busy: a person waits. */
    public JsonNode postOnce(String path, JsonNode body) {
        return Backoff.once(() -> send("POST", path, Optional.of(Json.line(body)), CHANGE));
    }

    /** Sends a file. */
    public JsonNode upload(String path, Path file) {
        return backoff.retry(() -> {
            HttpRequest request = new HttpRequest(
                    "POST", target.resolve(path), Map.of(), Optional.empty(), Optional.of(file), UPLOAD);
            return exchange(request.with("Content-Type", "application/octet-stream"))
                    .content();
        });
    }

    public JsonNode put(String path, JsonNode body) {
        return change("PUT", path, Optional.of(Json.line(body)));
    }

    public JsonNode delete(String path) {
        return change("DELETE", path, Optional.empty());
    }

    /** Whether the daemon says at {@code path} that it is well; an unreachable one is not. */
    public boolean healthy(String path) {
        try (HttpAnswer answer = http.send(HttpRequest.get(target.resolve(path), Duration.ofSeconds(2)))) {
            answer.text();
            return answer.status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode change(String method, String path, Optional<String> body) {
        return backoff.retry(() -> send(method, path, body, CHANGE));
    }

    private JsonNode send(String method, String path, Optional<String> body, Duration limit) throws Backoff.Throttled {
        return exchange(method, path, body, limit).content();
    }

    /** An answer, and where the list goes on. */
    private record Page(JsonNode content, Optional<String> next) {}

    private Page exchange(String method, String path, Optional<String> body, Duration limit) throws Backoff.Throttled {
        HttpRequest request = new HttpRequest(method, target.resolve(path), Map.of(), body, limit);
        return exchange(body.isPresent() ? request.with("Content-Type", "application/json") : request);
    }

    private Page exchange(HttpRequest plain) throws Backoff.Throttled {
        HttpRequest request = plain.with("Accept", "application/json, application/problem+json");
        try (HttpAnswer answer = http.send(authorised(request))) {
            String text = answer.text();
            if (answer.status() == 429 || answer.status() == 503) {
                throw new Backoff.Throttled(failure(answer, text), answer.header("retry-after"));
            }
            if (answer.status() >= 400) {
                throw failure(answer, text);
            }
            return new Page(
                    text.isBlank() ? Json.NODES.nullNode() : Json.read(text), answer.header("x-mcpctl-continue"));
        } catch (IOException e) {
            throw unreachable(e, request.limit());
        }
    }

    private HttpRequest authorised(HttpRequest request) {
        return target.token().isEmpty()
                ? request
                : request.with("Authorization", "Bearer " + target.token().get());
    }

    private CliException unreachable(IOException e, Duration limit) {
        if (e instanceof SocketTimeoutException) {
            return new CliException(
                    ExitCode.UNAVAILABLE,
                    "the daemon at " + target + " did not answer within " + limit.toSeconds()
                            + " s; see `mcpctl logs --daemon`",
                    e);
        }
        if (e instanceof InterruptedIOException) {
            return new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        return new CliException(
                ExitCode.UNAVAILABLE,
                "the daemon at " + target + " cannot be reached (" + e.getMessage()
                        + "); `mcpctl status` shows which is meant, `mcpctl up` starts it",
                e);
    }

    private CliException failure(HttpAnswer answer, String text) {
        JsonNode problem = Json.object();
        try {
            problem = Json.read(text);
        } catch (IOException e) {
            // Not ours: some other server listens there. The status says enough.
        }
        String sentence = problem.path("detail").asText(problem.path("error").asText(""));
        if (sentence.isEmpty()) {
            sentence = "the daemon at " + target + " answered with status " + answer.status();
        }
        if (answer.status() == 401) {
            sentence += hint();
        }
        int exitCode = ExitCode.ofStatus(answer.status());
        return problem.isObject() && !problem.isEmpty()
                ? new CliException(exitCode, Plain.line(sentence), problem)
                : new CliException(exitCode, Plain.line(sentence));
    }

    private String hint() {
        if (target.token().isEmpty()) {
            return "; no token for " + target + " was found, run `mcpctl login` or set MCPCTL_TOKEN";
        }
        return target.session()
                .map(session -> "; " + (session.expired() ? "your session has expired, " : "")
                        + "run `mcpctl login` again, or `mcpctl logout`")
                .orElse("");
    }
}
