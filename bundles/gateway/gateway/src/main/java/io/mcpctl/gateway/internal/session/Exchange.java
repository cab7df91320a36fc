package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.Outlet;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One request of a client in flight. */
public final class Exchange {
    private final byte[] id;
    private final byte[] token;
    private final Outlet outlet;
    private final String correlation;
    private volatile @Nullable Link link;
    private volatile boolean cancelled;

    public Exchange(Envelope request, Outlet outlet, String correlation) {
        this.id = request.raw(Member.ID).orElseThrow();
        this.token = request.raw(Member.PARAMS_META_PROGRESS_TOKEN).orElse(new byte[0]);
        this.outlet = outlet;
        this.correlation = correlation;
    }

    public byte[] id() {
        return id;
    }

    /** What the request is called. */
    public String correlation() {
        return correlation;
    }

    Outlet outlet() {
        return outlet;
    }

    public void goesTo(Link target) {
        link = target;
    }

    /** Name of the server it went to; empty when it went to none. */
    public String server() {
        Link target = link;
        return target == null ? "" : target.server();
    }

    boolean isAt(Link other) {
        return link == other;
    }

    boolean hasToken(byte[] other) {
        return token.length > 0 && Arrays.equals(token, other);
    }

    /** Cancels it at its server; the answer, if one still comes, is not sent. */
    void cancel(byte[] notification) {
        cancelled = true;
        Link target = link;
        if (target != null) {
            target.cancel(id, notification);
        }
    }

    public boolean isCancelled() {
        return cancelled;
    }
}
