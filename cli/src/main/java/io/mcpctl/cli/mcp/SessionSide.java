package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A client of the era with sessions. When the daemon has forgotten the session, another one is opened and what the client
 * had set up is repeated; the client only hears that the lists may have changed.
 */
final class SessionSide {
    private static final Duration REQUEST = Duration.ofMinutes(30);
    private static final Duration NOTIFICATION = Duration.ofSeconds(30);
    private static final Duration OPENING = Duration.ofMinutes(2);
    private static final int MAX_SUBSCRIPTIONS = 1000;
    private static final int MAX_ASKED = 1024;
    private static final int GONE = 404;

    private final McpEndpoint endpoint;
    private final PatientPost post;
    private final BridgeOutput out;
    private final Consumer<String> talk;
    private final ReentrantLock renewing = new ReentrantLock();
    private volatile Optional<RpcLine> hello = Optional.empty();
    private volatile Optional<RpcLine> level = Optional.empty();
    private final Map<String, RpcLine> subscriptions = new ConcurrentHashMap<>();
    /** Ids of the daemon's requests that the client has not answered: those of an ended session mean nothing. */
    private final Map<JsonNode, Boolean> asked = new ConcurrentHashMap<>();

    private volatile int epoch;

    SessionSide(McpEndpoint endpoint, PatientPost post, BridgeOutput out, Consumer<String> talk) {
        this.endpoint = endpoint;
        this.post = post;
        this.out = out;
        this.talk = talk;
    }

    boolean isOpen() {
        return epoch > 0;
    }

    int epoch() {
        return epoch;
    }

    /** Opens the session with the client's own words. */
    void initialize(RpcLine initialize) {
        try (HttpAnswer answer = post.post(initialize, OPENING)) {
            if (answer.status() != 200) {
                Relay.refused(out, initialize, endpoint, answer.status(), answer.text());
                return;
            }
            Relay.messages(answer, json -> {
                if (opened(answer, Json.read(json))) {
                    hello = Optional.of(initialize);
                    epoch = 1;
                }
                out.message(json);
            });
        } catch (IOException e) {
            Relay.lost(out, initialize, endpoint, e);
        }
    }

    private boolean opened(HttpAnswer answer, JsonNode message) {
        JsonNode result = message.path("result");
        if (result.has("protocolVersion")) {
            endpoint.session(
                    answer.header("mcp-session-id"),
                    result.path("protocolVersion").asText());
            return true;
        }
        return false;
    }

    void request(RpcLine request) {
        int tries = 0;
        while (true) {
            int current = epoch;
            try (HttpAnswer answer = post.post(request, REQUEST)) {
                if (answer.status() == GONE && tries++ < 2 && renew(current)) {
                    continue; // the daemon has not seen it
                }
                if (answer.status() != 200) {
                    Relay.refused(out, request, endpoint, answer.status(), answer.text());
                    return;
                }
                Relay.messages(answer, this::deliver);
                remember(request);
            } catch (IOException e) {
                Relay.lost(out, request, endpoint, e);
            }
            return;
        }
    }

    private void remember(RpcLine request) {
        String uri = request.params().path("uri").asText("");
        switch (request.method()) {
            case "logging/setLevel" -> level = Optional.of(request);
            case "resources/subscribe" -> {
                if (subscriptions.size() < MAX_SUBSCRIPTIONS) {
                    subscriptions.put(uri, request);
                }
            }
            case "resources/unsubscribe" -> subscriptions.remove(uri);
            default -> {} // nothing lasts beyond the request
        }
    }

    /** Passes on a notification, or a response if its question was asked in this session. */
    void tell(RpcLine message) {
        if (message.isResponse() && asked.remove(message.id()) == null) {
            return;
        }
        try (HttpAnswer answer = endpoint.post(message.text(), NOTIFICATION)) {
            if (answer.status() >= 300 && answer.status() != GONE) {
                talk.accept(endpoint.uri() + " refused " + message.method() + " (status " + answer.status() + ")");
            }
            answer.text();
        } catch (IOException e) {
            talk.accept(endpoint.uri() + " did not get " + message.method() + " (" + e.getMessage() + ")");
        }
    }

    /** Brings a message of the daemon to the client. */
    void deliver(String json) {
        if (json.contains("\"method\"")) {
            JsonNode message = Relay.parsed(json);
            if (message.has("method") && message.has("id") && asked.size() < MAX_ASKED) {
                asked.put(message.path("id"), true);
            }
        }
        out.message(json);
    }

    /** Opens another session in place of the one of that epoch; false when that is not possible. */
    boolean renew(int seen) throws IOException {
        renewing.lock();
        try {
            if (epoch != seen) {
                return true;
            }
            RpcLine initialize = hello.orElseThrow();
            try (HttpAnswer answer = post.post(initialize, OPENING, Map.of())) {
                if (answer.status() != 200 || !opened(answer, Json.read(answer.text()))) {
                    return false;
                }
            }
            epoch = seen + 1;
            talk.accept("the daemon did not know the session any more; another one was opened");
            repeatSetup();
            tellClient();
            return true;
        } finally {
            renewing.unlock();
        }
    }

    private void repeatSetup() throws IOException {
        say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        List<RpcLine> setup = new ArrayList<>(level.stream().toList());
        setup.addAll(subscriptions.values());
        for (RpcLine one : setup) {
            say(one.text());
        }
    }

    private void say(String text) throws IOException {
        try (HttpAnswer answer = endpoint.post(text, NOTIFICATION)) {
            answer.text();
        }
    }

    private void tellClient() {
        for (JsonNode id : List.copyOf(asked.keySet())) {
            ObjectNode params = Json.object().put("reason", "the session ended");
            params.set("requestId", id);
            out.notification("notifications/cancelled", params);
        }
        asked.clear();
        for (String kind : List.of("tools", "resources", "prompts")) {
            out.notification("notifications/" + kind + "/list_changed", Json.object());
        }
    }

    /** Ends the session; a daemon that is gone needs no goodbye. */
    void close(Duration limit) {
        if (!isOpen() || !endpoint.hasSession()) {
            return;
        }
        try {
            endpoint.end(limit);
        } catch (IOException e) {
            // The daemon ends silent sessions by itself.
        }
    }
}
