package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.jsonrpc.api.Splice;
import java.util.Map;
import java.util.function.Consumer;

/** A request of the stateless era in flight, with the names that its caller and the server use for the same things. */
final class StatelessCall {
    private static final String LISTEN = "subscriptions/listen";

    private final Call call;
    private final Envelope request;
    private final Map<String, String> headers;
    private final Consumer<byte[]> notifications;
    private final byte[] ours;

    StatelessCall(Call call, Envelope request, Map<String, String> headers, Consumer<byte[]> notifications) {
        this.call = call;
        this.request = request;
        this.headers = Map.copyOf(headers);
        this.notifications = notifications;
        this.ours = Messages.ascii(Integer.toString(call.id));
        if (request.has(Member.PARAMS_META_PROGRESS_TOKEN)) {
            call.sendsToken(ours);
        }
    }

    Call call() {
        return call;
    }

    Envelope request() {
        return request;
    }

    Map<String, String> headers() {
        return headers;
    }

    boolean listens() {
        return call.method.equals(LISTEN);
    }

    /** Whether the server may send log messages for it. */
    boolean wantsLog() {
        return request.has(Member.PARAMS_META_LOG_LEVEL);
    }

    /** The request as the server gets it: id and progress token are those of the connection. */
    byte[] outgoing() {
        Splice splice = new Splice(request.message());
        request.span(Member.ID).ifPresent(span -> splice.replace(span, ours));
        request.span(Member.PARAMS_META_PROGRESS_TOKEN).ifPresent(span -> splice.replace(span, ours));
        return splice.done();
    }

    /** Hands on what the server sent ahead of the answer, in the caller's names. */
    void take(Envelope notification) {
        call.restartLimit();
        if (notification.is(Member.METHOD, "\"notifications/subscriptions/acknowledged\"")) {
            call.lift();
        }
        Splice splice = new Splice(notification.message());
        notification.span(Member.PARAMS_META_SUBSCRIPTION_ID).ifPresent(span -> splice.replace(span, call.callerId));
        notification.span(Member.PARAMS_PROGRESS_TOKEN).ifPresent(span -> request.raw(Member.PARAMS_META_PROGRESS_TOKEN)
                .ifPresent(token -> splice.replace(span, token)));
        notifications.accept(splice.done());
    }

    /** The answer in the caller's names; its id is the caller's already. */
    byte[] incoming(byte[] answer) {
        return listens() ? Envelope.scan(answer).with(Member.RESULT_META_SUBSCRIPTION_ID, call.callerId) : answer;
    }
}
