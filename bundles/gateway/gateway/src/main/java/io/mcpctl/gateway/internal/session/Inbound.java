package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.Backchannel;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one upstream session sends by itself, on its way to the client. */
final class Inbound implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final Session session;
    private final Link link;
    private final Backchannel back = new Backchannel();

    Inbound(Session session, Link link) {
        this.session = session;
        this.link = link;
    }

    void opened(Upstream fresh) {
        back.opened(fresh);
    }

    @Override
    public void request(byte[] message) {
        request(message, Session.NO_REQUEST);
    }

    @Override
    public void request(byte[] message, byte[] about) {
        Envelope request = Envelope.scan(message);
        byte[] id = request.raw(Member.ID).orElseThrow();
        if (request.is(Member.METHOD, "\"ping\"")) {
            back.answer(Messages.result(id, Endpoint.EMPTY)); // also alive while the client has no stream open
            return;
        }
        session.serverRequests()
                .ask(link, request)
                .ifPresentOrElse(
                        asked -> session.deliver(link, Envelope.scan(asked), about),
                        () -> back.answer(ServerRequests.refusal(id)));
    }

    @Override
    public void notification(byte[] message) {
        notification(message, Session.NO_REQUEST);
    }

    @Override
    public void notification(byte[] message, byte[] about) {
        Envelope notification = Envelope.scan(message);
        if (notification.is(Member.METHOD, "\"notifications/cancelled\"")) {
            session.serverRequests()
                    .cancelled(link, notification)
                    .ifPresent(cancelled -> session.deliver(link, Envelope.scan(cancelled), about));
            return;
        }
        if (ListKind.isChange(notification)) {
            session.resourcesChanged();
            link.listsChanged(notification);
        }
        session.deliver(link, notification, about);
    }

    @Override
    public void closed(String reason) {
        LOG.atDebug()
                .addKeyValue("server", link.server())
                .addKeyValue("reason", reason)
                .log("upstream session ended");
    }
}
