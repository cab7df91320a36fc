package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Asks the daemon that runs an instance for what only it knows. The caller's own bearer is sent along: users, sessions and
 * rules are in the database that both daemons have, so the other one decides as this one would.
 */
@Component(service = OwnerDaemon.class)
public final class OwnerDaemon {
    /** Says that the request was passed on once: it is not passed on again. */
    private static final String RELAYED = "x-mcpctl-relayed";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    private final WorkDesk desk;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    @Activate
    public OwnerDaemon(@Reference WorkDesk desk) {
        this.desk = desk;
    }

    @Deactivate
    void close() {
        client.shutdownNow();
    }

    /** The other daemon that runs it; empty when this one does, or nobody says so. */
    Optional<String> of(Resource<InstanceSpec> instance) {
        String self = Containers.work(desk).daemon().text();
        return instance.spec().daemon().filter(owner -> !owner.equals(self));
    }

    /** What the owner answers to the same request, as JSON. */
    Reply ask(String owner, Resource<InstanceSpec> instance, String what, Call<?> call) {
        return json(owner, instance, send(owner, instance, what, call));
    }

    /** What the owner answers to {@code POST <path>} without a body, as JSON. */
    Reply post(String owner, Resource<InstanceSpec> instance, String path, Call<?> call) {
        return json(
                owner,
                instance,
                send(owner, instance, call, request(owner, path).POST(HttpRequest.BodyPublishers.noBody())));
    }

    private static Reply json(String owner, Resource<InstanceSpec> instance, HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            String text = new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
            return new Reply.Text("application/json; charset=utf-8", text);
        } catch (IOException e) {
            throw unreachable(owner, instance, "the connection broke", e);
        }
    }

    /** The events that the owner sends, for as long as it does; an event {@code end} says why there are none. */
    Reply.EventSource follow(String owner, Resource<InstanceSpec> instance, String what, Call<?> call) {
        return sink -> {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(send(owner, instance, what, call).body(), StandardCharsets.UTF_8))) {
                relay(lines, sink);
            } catch (ProblemException e) {
                sink.send("", "end", e.problem().detail());
            }
        };
    }

    private static void relay(BufferedReader lines, Reply.EventSink sink) throws IOException {
        String event = "";
        for (String line = next(lines); line != null; line = next(lines)) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                sink.send("", event, line.substring("data: ".length()));
            } else if (line.startsWith(":")) {
                sink.ping();
            }
        }
    }

    /** Null at the end, also when the owner is gone: whoever follows sees the end of the stream. */
    private static @Nullable String next(BufferedReader lines) {
        try {
            return lines.readLine();
        } catch (IOException gone) {
            return null;
        }
    }

    private HttpResponse<InputStream> send(String owner, Resource<InstanceSpec> instance, String what, Call<?> call) {
        return send(owner, instance, call, request(owner, "/instances/" + instance.id() + "/" + what));
    }

    private HttpRequest.Builder request(String owner, String path) {
        return HttpRequest.newBuilder(
                Containers.work(desk).daemon().addressOf(owner).resolve("/api/v1" + path));
    }

    private HttpResponse<InputStream> send(
            String owner, Resource<InstanceSpec> instance, Call<?> call, HttpRequest.Builder what) {
        if (call.headers().containsKey(RELAYED)) {
            throw unreachable(owner, instance, "the request was passed on already", null);
        }
        try {
            HttpRequest request = what.timeout(ANSWER)
                    .header("Authorization", call.headers().getOrDefault("authorization", ""))
                    .header(RELAYED, "1")
                    .build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer;
            }
            answer.body().close();
            throw unreachable(owner, instance, refusal(answer.statusCode()), null);
        } catch (IOException | IllegalArgumentException e) {
            throw unreachable(owner, instance, "it cannot be reached from here", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(owner, instance, "the request was interrupted", e);
        }
    }

    private static String refusal(int status) {
        return status == 401 ? "it does not know this bearer" : "it answered with status " + status;
    }

    private static ProblemException unreachable(
            String owner, Resource<InstanceSpec> instance, String why, @Nullable Exception cause) {
        return new ProblemException(
                ProblemKind.UNAVAILABLE,
                "instance '" + instance.name() + "' is run by the daemon " + owner + ", and " + why
                        + "; ask it yourself, for example with --daemon-url http://" + owner,
                cause);
    }
}
