package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all transports have in common: ids, limits and cancelling. */
final class UpstreamSession implements Upstream, Watched {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamSession.class);

    private final String server;
    private final Calls calls;
    private final Transport transport;

    UpstreamSession(String server, Calls calls, Transport transport) {
        this.server = server;
        this.calls = calls;
        this.transport = transport;
    }

    @Override
    public byte[] request(byte[] message, Duration limit, String correlation) {
        Envelope request = Envelope.scan(message);
        Call call = calls.open(request, limit, correlation);
        try {
            transport.exchange(call, request.with(Member.ID, Messages.ascii(Integer.toString(call.id))));
            return call.result(server, reason -> giveUp(call, reason));
        } finally {
            calls.close(call);
        }
    }

    /** Not on this thread: a server that does not answer may not take this either, and its caller has waited long enough. */
    private void giveUp(Call call, String reason) {
        calls.close(call);
        if (!call.method.equals("initialize")) { // must not be cancelled
            Thread.ofVirtual().name("mcp-cancel-" + server).start(() -> sendQuietly(Calls.cancellation(call, reason)));
        }
    }

    @Override
    public boolean check() {
        transport.check();
        return calls.expire();
    }

    private void sendQuietly(byte[] message) {
        try {
            transport.send(message);
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("cancellation not sent");
        }
    }

    @Override
    public void send(byte[] message) {
        if (Envelope.scan(message).kind() == Envelope.Kind.RESPONSE) {
            calls.patience().answered();
        }
        transport.send(message);
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        calls.find(id).ifPresent(call -> {
            calls.close(call);
            call.fail(new ProblemException(ProblemKind.UNAVAILABLE, "the client cancelled " + call.method));
            byte[] known = Messages.ascii(Integer.toString(call.id));
            sendQuietly(Envelope.scan(cancelled)
                    .with(Member.PARAMS_REQUEST_ID, known)); // before what the client sends next
        });
    }

    @Override
    public boolean isOpen() {
        return calls.isOpen();
    }

    @Override
    public boolean isKept() {
        return transport.isKept();
    }

    @Override
    public void close() {
        calls.end("the session with server \"" + server + "\" was closed");
        transport.close();
    }
}
