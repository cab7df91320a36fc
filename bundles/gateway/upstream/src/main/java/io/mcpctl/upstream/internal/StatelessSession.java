package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the transports of the stateless era have in common: names, limits and cancelling. */
final class StatelessSession implements StatelessUpstream, Watched {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessSession.class);

    private final String server;
    private final StatelessCalls calls;
    private final Transport transport;
    private final boolean passesHeaders;

    StatelessSession(String server, StatelessCalls calls, Transport transport, boolean passesHeaders) {
        this.server = server;
        this.calls = calls;
        this.transport = transport;
        this.passesHeaders = passesHeaders;
    }

    @Override
    public boolean passesHeaders() {
        return passesHeaders;
    }

    @Override
    public byte[] request(byte[] message, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        StatelessCall call = calls.open(Envelope.scan(message), headers, limit, notifications);
        try {
            transport.exchange(call.call(), call.outgoing());
            return call.incoming(call.call().result(server, reason -> giveUp(call, reason)));
        } finally {
            calls.close(call);
        }
    }

    private void giveUp(StatelessCall call, String reason) {
        calls.close(call);
        // Not on this thread: a server that does not answer may not take this either.
        Thread.ofVirtual().name("mcp-cancel-" + server).start(() -> {
            try {
                transport.send(Calls.cancellation(call.call(), reason));
            } catch (ProblemException e) {
                LOG.atDebug().addKeyValue("server", server).setCause(e).log("cancellation not sent");
            }
        });
    }

    @Override
    public void send(byte[] notification) {
        transport.send(notification);
    }

    @Override
    public boolean check() {
        transport.check();
        return calls.calls().expire();
    }

    @Override
    public boolean isOpen() {
        return calls.calls().isOpen();
    }

    @Override
    public void close() {
        calls.calls().end("the connection to server \"" + server + "\" was closed");
        transport.close();
    }
}
