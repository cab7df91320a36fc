package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.session.Endpoint;
import io.mcpctl.gateway.internal.session.Session;
import io.mcpctl.gateway.internal.session.Sessions;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.ClientKey;
import io.mcpctl.gateway.internal.stateless.Subscribers;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The hidden sessions that clients of the stateless era have with servers that know only the other one. */
public final class Bridges {
    private static final int MAX = 1024;
    private static final byte[] NAMELESS = Messages.ascii("{\"name\":\"mcpctl\",\"version\":\"1\"}");

    private final Sessions sessions;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientKey, Session> known = new LinkedHashMap<>(16, 0.75f, true);

    public Bridges(Sessions sessions) {
        this.sessions = sessions;
    }

    /** The session of the client that asks. */
    public Session session(Ask ask) {
        ClientKey key = ClientKey.of(ask);
        Session session = find(key)
                .filter(known -> known.belongsTo(ask.caller(), ask.route()))
                .orElseGet(() -> open(key, ask));
        session.used();
        return session;
    }

    private Optional<Session> find(ClientKey key) {
        lock.lock();
        try {
            return Optional.ofNullable(known.get(key)).filter(session -> !session.isClosed());
        } finally {
            lock.unlock();
        }
    }

    private Session open(ClientKey key, Ask ask) {
        Session fresh = sessions.create(
                ask.caller(), ask.route(), Hello.relayed(Envelope.scan(initialize(ask))), new Subscribers());
        fresh.agreed(Hello.NEWEST);
        Optional<Session> tooMany;
        lock.lock();
        try {
            Session other = known.get(key);
            if (other != null && !other.isClosed()) {
                return other; // another request of the client was quicker
            }
            known.put(key, fresh);
            tooMany = takeEldest(fresh);
        } finally {
            lock.unlock();
        }
        sessions.add(fresh);
        tooMany.ifPresent(sessions::end);
        return fresh;
    }

    private Optional<Session> takeEldest(Session newest) {
        known.values().removeIf(Session::isClosed);
        Optional<Session> eldest = known.size() <= MAX
                ? Optional.empty()
                : known.values().stream()
                        .filter(session -> session != newest && !session.isBusy())
                        .findFirst();
        eldest.ifPresent(known.values()::remove);
        return eldest;
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
