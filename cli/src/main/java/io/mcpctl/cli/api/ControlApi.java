package io.mcpctl.cli.api;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The daemon's REST interface: answers are JSON trees, failures are {@link CliException} with the server's sentence. */
public final class ControlApi {
    private static final Duration ORDINARY = Duration.ofSeconds(10);
    /** Deleting a server waits for its processes, and a first apply may wait for the store. */
    private static final Duration CHANGE = Duration.ofSeconds(60);

    private final Http http;
    private final Target target;
    private final Backoff backoff;

    public ControlApi(Http http, Target target) {
        this(http, target, new Backoff(5, Duration.ofSeconds(1), Duration.ofSeconds(30)));
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
        return Backoff.once(() -> send("GET", path, Optional.empty(), ORDINARY));
    }

    /** The same, or empty when the server knows no such thing. */
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

    public void delete(String path) {
        change("DELETE", path, Optional.empty());
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
        HttpRequest request = new HttpRequest(method, target.resolve(path), Map.of(), body, limit)
                .with("Accept", "application/json, application/problem+json");
        if (body.isPresent()) {
            request = request.with("Content-Type", "application/json");
        }
        if (target.token().isPresent()) {
            request = request.with("Authorization", "Bearer " + target.token().get());
        }
        try (HttpAnswer answer = http.send(request)) {
            String text = answer.text();
            if (answer.status() >= 400) {
                throw failure(answer, text);
            }
            return text.isBlank() ? Json.NODES.nullNode() : Json.read(text);
        } catch (SocketTimeoutException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the daemon at " + target + " did not answer within " + limit.toSeconds()
                            + " s; see `mcpctl logs --daemon`",
                    e);
        } catch (InterruptedIOException e) {
            throw new CliException(ExitCode.INTERRUPTED, "interrupted", e);
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE,
                    "the daemon at " + target + " cannot be reached (" + e.getMessage()
                            + "); start it with `mcpctl up`",
                    e);
        }
    }

    private CliException failure(HttpAnswer answer, String text) throws Backoff.Throttled {
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
        if (answer.status() == 401 && target.token().isEmpty()) {
            sentence += "; no token for " + target + " was found, set MCPCTL_TOKEN or the MCPCTL_HOME of its daemon";
        }
        if (answer.status() == 429) {
            throw new Backoff.Throttled(Plain.line(sentence), answer.header("retry-after"));
        }
        int exitCode = ExitCode.ofStatus(answer.status());
        return problem.isObject() && !problem.isEmpty()
                ? new CliException(exitCode, Plain.line(sentence), problem)
                : new CliException(exitCode, Plain.line(sentence));
    }
}
