package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.message.Filter;
import io.mcpctl.gateway.internal.message.Rewrite;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.function.Consumer;

/** One {@code subscriptions/listen} at one server. */
public final class Subscription {
    private static final String KEY = "io.modelcontextprotocol/subscriptionId";

    private final String server;
    private final byte[] id;
    private final Filter filter;
    private final Consumer<byte[]> sink;

    /**
     * @param id of the request, raw; all messages of the subscription carry it
     * @param filter what was agreed on
     */
    public Subscription(String server, byte[] id, Filter filter, Consumer<byte[]> sink) {
        this.server = server;
        this.id = id.clone();
        this.filter = filter;
        this.sink = sink;
    }

    String server() {
        return server;
    }

    boolean watches(String at, String uri) {
        return server.equals(at) && filter.uris().contains(uri);
    }

    /** Sends what the client must see first. */
    public void acknowledge() {
        byte[] params = Messages.join(
                Messages.ascii("{\"_meta\":{\"" + KEY + "\":"),
                id,
                Messages.ascii("},\"notifications\":"),
                filter.json(),
                Messages.ascii("}"));
        sink.accept(Messages.notification("notifications/subscriptions/acknowledged", params));
    }

    /** Passes a notification on if the client asked for such. */
    public void tell(Envelope notification) {
        boolean wanted = notification.is(Member.METHOD, "\"notifications/resources/updated\"")
                ? notification
                        .text(Member.PARAMS_URI)
                        .filter(filter.uris()::contains)
                        .isPresent()
                : filter.wants(notification.method());
        if (wanted) {
            sink.accept(Rewrite.withMeta(notification, KEY, id));
        }
    }

    /** The answer to a subscription that we end. */
    public static byte[] over(Ask ask) {
        byte[] id = ask.requestId();
        return Messages.result(
                id,
                Messages.join(
                        Messages.ascii("{\"resultType\":\"complete\",\"_meta\":{\"" + KEY + "\":"),
                        id,
                        Messages.ascii("}}")));
    }
}
