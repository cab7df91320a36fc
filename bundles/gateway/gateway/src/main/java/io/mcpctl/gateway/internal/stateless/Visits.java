package io.mcpctl.gateway.internal.stateless;

import io.mcpctl.gateway.internal.access.Models;
import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.audit.ClientInfo;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.identity.api.Principal;
import io.mcpctl.jsonrpc.api.Member;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the audit trail calls the sessions of clients that have none: the requests of one client at one endpoint, until it
 * is silent for half an hour. Those that were silent longest are forgotten first.
 */
public final class Visits {
    private static final int MAX = 4096;
    private static final long IDLE_NANOS = Duration.ofMinutes(30).toNanos();

    private final String daemon;
    private final Recorder recorder;
    private final Models models;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClientKey, Visit> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientKey, Visit> eldest) {
            return size() > MAX;
        }
    };

    public Visits(String daemon, Recorder recorder, Models models) {
        this.daemon = daemon;
        this.recorder = recorder;
        this.models = models;
    }

    /** One client from its first request on. */
    static final class Visit implements Party {
        private final String id;
        private final Principal principal;
        private final Route route;
        private volatile long lastUsed = System.nanoTime();

        Visit(String id, Ask ask) {
            this.id = id;
            this.principal = ask.principal();
            this.route = ask.route();
        }

        private boolean isOver() {
            return System.nanoTime() - lastUsed > IDLE_NANOS;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public Principal principal() {
            return principal;
        }

        @Override
        public Route route() {
            return route;
        }
    }

    /** Whose request it is; the first one of a visit is told to the audit trail. */
    public Party of(Ask ask, String transport) {
        if (!recorder.isHeard()) {
            return ask;
        }
        ClientKey key = ClientKey.of(ask);
        Visit visit;
        boolean fresh;
        lock.lock();
        try {
            Visit before = known.get(key);
            fresh = before == null || before.isOver();
            visit = before == null || fresh ? new Visit(id(), ask) : before;
            visit.lastUsed = System.nanoTime();
            known.put(key, visit);
        } finally {
            lock.unlock();
        }
        if (fresh) {
            RequestId called = new RequestId(visit.id() + "-0", ask.correlation());
            recorder.bound(visit, called, info(ask), transport, Rules.REVISION, models.of(ask.route()));
        }
        return visit;
    }

    private String id() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return daemon + '-' + HexFormat.of().formatHex(bytes);
    }

    private static ClientInfo info(Ask ask) {
        return ClientInfo.of(ask.request().message(), ask.request().span(Member.PARAMS_META_CLIENT_INFO));
    }
}
