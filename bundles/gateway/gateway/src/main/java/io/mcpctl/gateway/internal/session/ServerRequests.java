package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Splice;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests of servers that a client has not answered yet. Ids and progress tokens of different servers collide, so the
 * client sees numbers of this session and the server gets back what it chose, byte for byte.
 */
public final class ServerRequests {
    private static final int MAX_OPEN = 256;

    private record Asked(Link link, byte[] id, Optional<byte[]> token) {}

    private final AtomicInteger ids = new AtomicInteger();
    private final Map<Integer, Asked> open = new ConcurrentHashMap<>();

    /** The request as the client gets it, or empty when too many are open. */
    Optional<byte[]> ask(Link link, Envelope request) {
        if (open.size() >= MAX_OPEN) {
            return Optional.empty();
        }
        int id = ids.incrementAndGet();
        byte[] ours = Messages.ascii(Integer.toString(id));
        open.put(
                id,
                new Asked(link, request.raw(Member.ID).orElseThrow(), request.raw(Member.PARAMS_META_PROGRESS_TOKEN)));
        Splice splice = new Splice(request.message());
        request.span(Member.ID).ifPresent(span -> splice.replace(span, ours));
        request.span(Member.PARAMS_META_PROGRESS_TOKEN).ifPresent(span -> splice.replace(span, ours));
        return Optional.of(splice.done());
    }

    /** Hands the client's response to the server that asked. */
    public void answered(Envelope response) {
        remove(response, Member.ID).ifPresent(asked -> asked.link().send(response.with(Member.ID, asked.id())));
    }

    /** Hands progress of the client to the server that asked. */
    public void progress(Envelope notification) {
        Asked asked = open.get(number(notification, Member.PARAMS_PROGRESS_TOKEN));
        if (asked != null) {
            asked.token().ifPresent(token -> asked.link().send(notification.with(Member.PARAMS_PROGRESS_TOKEN, token)));
        }
    }

    /** A server takes a request back: the cancellation as the client must get it, or empty when it is over. */
    Optional<byte[]> cancelled(Link link, Envelope notification) {
        for (Map.Entry<Integer, Asked> entry : open.entrySet()) {
            Asked asked = entry.getValue();
            if (asked.link() == link && notification.is(Member.PARAMS_REQUEST_ID, asked.id())) {
                open.remove(entry.getKey());
                byte[] ours = Messages.ascii(entry.getKey().toString());
                return Optional.of(notification.with(Member.PARAMS_REQUEST_ID, ours));
            }
        }
        return Optional.empty();
    }

    /** Refuses a request that never reached the client. */
    public void undelivered(byte[] message) {
        Envelope request = Envelope.scan(message);
        if (request.kind() == Envelope.Kind.REQUEST) {
            remove(request, Member.ID).ifPresent(asked -> asked.link().send(refusal(asked.id())));
        }
    }

    static byte[] refusal(byte[] id) {
        return Messages.error(id, RpcFault.SERVER_GONE, "the client does not take requests now");
    }

    /** Forgets what a server asked whose session ended. */
    void forget(Link link) {
        open.values().removeIf(asked -> asked.link() == link);
    }

    private Optional<Asked> remove(Envelope message, Member member) {
        return Optional.ofNullable(open.remove(number(message, member)));
    }

    private static int number(Envelope message, Member member) {
        byte[] raw = message.raw(member).orElse(new byte[0]);
        try {
            return Integer.parseInt(
                    new String(Arrays.copyOf(raw, Math.min(raw.length, 12)), StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            return -1; // no id of ours
        }
    }
}
