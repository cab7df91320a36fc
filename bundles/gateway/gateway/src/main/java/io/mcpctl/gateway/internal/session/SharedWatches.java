package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Which clients of an upstream session watch which resources: the server hears of the first and of the last of them.
 * Changes come from one thread at a time, reading is free.
 */
final class SharedWatches {
    private static final int MAX_URIS = 8192;

    private final Map<String, Set<Seat>> byUri = new ConcurrentHashMap<>();

    boolean isEmpty() {
        return byUri.isEmpty();
    }

    /** Answers {@code resources/subscribe}; {@code ask} sends a request to the server. */
    byte[] subscribe(Seat seat, Envelope request, UnaryOperator<byte[]> ask) {
        String uri = request.text(Member.PARAMS_URI).orElse("");
        Set<Seat> known = byUri.get(uri);
        if (known != null) {
            known.add(seat);
            return done(request);
        }
        if (byUri.size() >= MAX_URIS) {
            throw new RpcFault(
                    RpcFault.SERVER_GONE,
                    "the clients of this server watch " + MAX_URIS + " resources already; unsubscribe from some",
                    "{\"retryAfterMs\":1000}");
        }
        byte[] answer = ask.apply(request.message());
        if (Envelope.scan(answer).has(Member.RESULT)) {
            Set<Seat> watching = ConcurrentHashMap.newKeySet();
            watching.add(seat);
            byUri.put(uri, watching);
        }
        return answer;
    }

    /** Answers {@code resources/unsubscribe}. */
    byte[] unsubscribe(Seat seat, Envelope request, UnaryOperator<byte[]> ask) {
        Set<Seat> known = byUri.get(request.text(Member.PARAMS_URI).orElse(""));
        if (known != null) {
            known.remove(seat);
            if (!known.isEmpty()) {
                return done(request);
            }
            byUri.values().remove(known);
        }
        return ask.apply(request.message());
    }

    private static byte[] done(Envelope request) {
        return Messages.result(request.raw(Member.ID).orElseThrow(), Endpoint.EMPTY);
    }

    boolean has(Seat seat) {
        return byUri.values().stream().anyMatch(watching -> watching.contains(seat));
    }

    /** Ends what only this client watched. */
    void forget(Seat seat, Consumer<byte[]> tell) {
        List<String> unwatched = new ArrayList<>();
        byUri.forEach((uri, watching) -> {
            if (watching.remove(seat) && watching.isEmpty()) {
                unwatched.add(uri);
            }
        });
        for (String uri : unwatched) {
            byUri.remove(uri);
            tell.accept(Setup.params("resources/unsubscribe", "uri", JsonText.encode(uri)));
        }
    }

    /** Whether an update of a resource, or of a part of it, is this client's. */
    boolean concerns(Seat seat, String uri) {
        Set<Seat> exactly = byUri.get(uri);
        if (exactly != null && exactly.contains(seat)) {
            return true;
        }
        for (Map.Entry<String, Set<Seat>> entry : byUri.entrySet()) {
            if (uri.startsWith(entry.getKey()) && entry.getValue().contains(seat)) {
                return true;
            }
        }
        return false;
    }
}
