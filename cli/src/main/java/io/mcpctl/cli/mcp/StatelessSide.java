package io.mcpctl.cli.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpctl.cli.http.HttpAnswer;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client of revision 2026-07-28, which has no session: each request is one of its own, and cancelling one is closing its
 * stream.
 */
final class StatelessSide {
    private static final String REVISION = "2026-07-28";
    private static final String LISTEN = "subscriptions/listen";
    private static final Duration REQUEST = Duration.ofMinutes(30);
    private static final Duration NOTIFICATION = Duration.ofSeconds(30);
    private static final int MAX_PAGES = 100;
    private static final int HEADER_MISMATCH = -32020;

    private final McpEndpoint endpoint;
    private final PatientPost post;
    private final BridgeOutput out;
    private final MirroredArguments arguments = new MirroredArguments();
    private final Map<JsonNode, Running> running = new ConcurrentHashMap<>();

    StatelessSide(McpEndpoint endpoint, PatientPost post, BridgeOutput out) {
        this.endpoint = endpoint;
        this.post = post;
        this.out = out;
    }

    /** A request under way and its thread. */
    private static final class Running {
        private final Thread thread = Thread.currentThread();
        private final boolean subscription;
        private volatile boolean cancelled;
        private volatile boolean answered;

        Running(RpcLine request) {
            this.subscription = request.method().equals(LISTEN);
        }

        void cancel() {
            cancelled = true;
            thread.interrupt(); // closes the connection that the thread reads
        }
    }

    /** Relays a request until it is answered; on a thread of its own. */
    void request(RpcLine request) {
        Running one = new Running(request);
        if (running.putIfAbsent(request.id(), one) != null) {
            out.error(request.id(), -32600, "a request with this \"id\" is under way already");
            return;
        }
        try {
            relay(request, one);
        } catch (IOException e) {
            if (!one.cancelled) {
                broken(request, e);
            }
        } finally {
            running.remove(request.id(), one);
        }
    }

    private void relay(RpcLine request, Running one) throws IOException {
        String revision = request.revision().orElse(REVISION);
        for (int tries = 0; ; tries++) {
            try (HttpAnswer answer = post.post(request, limit(one), arguments.of(request, revision))) {
                if (answer.status() == 200) {
                    Relay.messages(answer, json -> deliver(request, one, json));
                    if (!one.answered) {
                        throw new IOException("the stream ended without the answer");
                    }
                    return;
                }
                String body = answer.text();
                if (tries == 0 && wantsArguments(request, body)) {
                    learn(request, revision);
                } else {
                    Relay.refused(out, request, endpoint, answer.status(), body);
                    return;
                }
            }
        }
    }

    private static Duration limit(Running one) {
        return one.subscription ? Duration.ofSeconds(60) : REQUEST;
    }

    private void deliver(RpcLine request, Running one, String json) {
        if (one.cancelled) {
            return;
        }
        if (!json.contains("\"method\"") || Relay.parsed(json).path("id").equals(request.id())) {
            one.answered = true;
            if (request.method().equals("tools/list") && json.contains(MirroredArguments.KEYWORD)) {
                arguments.learn(Relay.parsed(json).path("result"));
            }
        }
        out.message(json);
    }

    /** Whether the call was refused because the endpoint wants to see arguments in headers. */
    private static boolean wantsArguments(RpcLine request, String body) {
        return request.method().equals("tools/call")
                && Relay.parsed(body).path("error").path("code").asInt() == HEADER_MISMATCH;
    }

    private void learn(RpcLine call, String revision) throws IOException {
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            ObjectNode message = Json.object()
                    .put("jsonrpc", "2.0")
                    .put("id", "mcpctl-tools")
                    .put("method", "tools/list");
            ObjectNode params = message.putObject("params");
            params.set("_meta", call.params().path("_meta"));
            cursor.ifPresent(value -> params.put("cursor", value));
            RpcLine list = new RpcLine(Json.line(message), message);
            StringBuilder last = new StringBuilder();
            try (HttpAnswer answer = post.post(list, REQUEST, arguments.of(list, revision))) {
                Relay.messages(answer, json -> last.replace(0, last.length(), json));
            }
            JsonNode result = Relay.parsed(last.toString()).path("result");
            arguments.learn(result);
            cursor = Optional.of(result.path("nextCursor").asText("")).filter(next -> !next.isEmpty());
            if (cursor.isEmpty()) {
                return;
            }
        }
    }

    /** A subscription that broke is over, as if the server had ended it: the client makes another. */
    private void broken(RpcLine request, IOException e) {
        if (!request.method().equals(LISTEN)) {
            Relay.lost(out, request, endpoint, e);
            return;
        }
        ObjectNode result = Json.object().put("resultType", "complete");
        result.putObject("_meta").set("io.modelcontextprotocol/subscriptionId", request.id());
        out.result(request.id(), result);
    }

    /** Takes a cancellation; false when it is for none of these requests. */
    boolean cancel(RpcLine notification) {
        Running one = running.get(notification.params().path("requestId"));
        if (one != null) {
            one.cancel();
        }
        return one != null;
    }

    /** Passes on a notification. */
    void tell(RpcLine message) throws IOException {
        String revision = message.revision().orElse(REVISION);
        try (HttpAnswer answer = endpoint.post(message.text(), NOTIFICATION, arguments.of(message, revision))) {
            answer.text();
        }
    }

    /** Ends what would never end by itself. */
    void endSubscriptions() {
        running.values().stream().filter(one -> one.subscription).forEach(Running::cancel);
    }
}
