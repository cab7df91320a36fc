package io.mcpctl.gateway.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The hidden sessions that clients of the stateless era have with servers that know only the other one. */
final class Bridges {
    private static final int MAX = 1024;
    private static final byte[] NAMELESS = Messages.ascii("{\"name\":\"mcpctl\",\"version\":\"1\"}");

    private final Sessions sessions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientKey, Session> known = new LinkedHashMap<>(16, 0.75f, true);

    Bridges(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The session of the client that asks. */
    Session session(Ask ask) {
        ClientKey key = ClientKey.of(ask);
        lock.lock();
        try {
            Session session = known.get(key);
            if (session == null || session.isClosed() || !session.belongsTo(ask.caller(), ask.route())) {
                session = sessions.create(
                        ask.caller(), ask.route(), Hello.relayed(Envelope.scan(initialize(ask))), new Subscribers());
                session.agreed(Hello.NEWEST);
                sessions.add(session);
                known.put(key, session);
                makeRoom(session);
            }
            session.used();
            return session;
        } finally {
            lock.unlock();
        }
    }

    private void makeRoom(Session newest) {
        known.values().removeIf(Session::isClosed);
        if (known.size() > MAX) {
            Optional<Map.Entry<ClientKey, Session>> eldest = known.entrySet().stream()
                    .filter(one -> one.getValue() != newest && !one.getValue().isBusy())
                    .findFirst();
            eldest.ifPresent(one -> {
                known.remove(one.getKey());
                sessions.end(one.getValue());
            });
        }
    }

    private static byte[] initialize(Ask ask) {
        return Messages.request(
                Messages.ascii("0"),
                "initialize",
                Messages.join(
                        Messages.ascii("{\"protocolVersion\":\"" + Hello.NEWEST + "\",\"capabilities\":"),
                        ask.request()
                                .raw(Member.PARAMS_META_CLIENT_CAPABILITIES)
                                .orElse(Endpoint.EMPTY),
                        Messages.ascii(",\"clientInfo\":"),
                        ask.request()
                                .raw(Member.PARAMS_META_CLIENT_INFO)
                                .filter(raw -> raw[0] == '{')
                                .orElse(NAMELESS),
                        Messages.ascii("}")));
    }
}
