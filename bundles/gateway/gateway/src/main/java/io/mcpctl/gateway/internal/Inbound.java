package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one upstream session sends by itself, on its way to the client. */
final class Inbound implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);
    private static final byte[] EMPTY = Messages.ascii("{}");

    private final Session session;
    private final Link link;
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile @Nullable Upstream upstream;

    Inbound(Session session, Link link) {
        this.session = session;
        this.link = link;
    }

    void opened(Upstream fresh) {
        upstream = fresh;
        opened.countDown();
    }

    @Override
    public void request(byte[] message) {
        Envelope request = Envelope.scan(message);
        byte[] id = request.raw(Member.ID).orElseThrow();
        if (request.is(Member.METHOD, "\"ping\"")) {
            answer(Messages.result(id, EMPTY)); // also alive while the client has no stream open
            return;
        }
        session.serverRequests()
                .ask(link, request)
                .ifPresentOrElse(
                        asked -> session.deliver(link, Envelope.scan(asked)), () -> answer(ServerRequests.refusal(id)));
    }

    /** The very first message can come before the opener has returned. */
    private void answer(byte[] response) {
        try {
            Upstream target = opened.await(5, TimeUnit.SECONDS) ? upstream : null;
            if (target != null) {
                target.send(response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void notification(byte[] message) {
        Envelope notification = Envelope.scan(message);
        if (notification.is(Member.METHOD, "\"notifications/cancelled\"")) {
            session.serverRequests()
                    .cancelled(link, notification)
                    .ifPresent(cancelled -> session.deliver(link, Envelope.scan(cancelled)));
            return;
        }
        if (notification.is(Member.METHOD, "\"notifications/resources/list_changed\"")) {
            session.resourcesChanged();
        }
        session.deliver(link, notification);
    }

    @Override
    public void closed(String reason) {
        LOG.atDebug()
                .addKeyValue("server", link.server())
                .addKeyValue("reason", reason)
                .log("upstream session ended");
    }
}
