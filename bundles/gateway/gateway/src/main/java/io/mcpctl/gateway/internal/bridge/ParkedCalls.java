package io.mcpctl.gateway.internal.bridge;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that wait for their client to come back with answers. The state that the client was given names the call, and
 * belongs to the same caller, server and request; it can be used once. It also names the daemon that has the call, since
 * no other one can go on with it.
 */
public final class ParkedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedCalls.class);
    private static final int MAX = 1024;
    private static final int MAX_EACH = 64;
    private static final int STATE_BYTES = 18;

    private final Duration limit;
    private final String daemon;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Parked> byState = new LinkedHashMap<>();

    private record Owner(String principal, Route route, String server, String method, String name) {
        static Owner of(Ask ask, String server) {
            String name = ask.request()
                    .text(ask.method().equals("resources/read") ? Member.PARAMS_URI : Member.PARAMS_NAME)
                    .orElse("");
            return new Owner(ask.callerName(), ask.route(), server, ask.method(), name);
        }
    }

    private record Parked(BridgedCall call, Owner owner, long since) {}

    /** A call waits at most {@code limit}; {@code daemon} is the name of this one. */
    public ParkedCalls(Duration limit, String daemon) {
        this.limit = limit;
        this.daemon = daemon;
    }

    /** Parks a call; returns the state that names it. */
    String park(BridgedCall call, Ask ask, String server) {
        Owner owner = Owner.of(ask, server);
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = daemon + '-' + HexFormat.of().formatHex(bytes);
        lock.lock();
        try {
            long own = byState.values().stream()
                    .filter(other -> other.owner.principal.equals(owner.principal))
                    .count();
            if (byState.size() >= MAX || own >= MAX_EACH) {
                throw new RpcFault(
                        RpcFault.SERVER_GONE,
                        "too many calls wait for answers of their clients; retry later",
                        "{\"retryAfterMs\":1000}");
            }
            byState.put(state, new Parked(call, owner, System.nanoTime()));
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** The call that a state names. */
    BridgedCall claim(String state, Ask ask, String server) {
        lock.lock();
        try {
            Parked parked = byState.get(state);
            if (parked == null || !parked.owner.equals(Owner.of(ask, server))) {
                throw unknown(state);
            }
            byState.remove(state);
            return parked.call;
        } finally {
            lock.unlock();
        }
    }

    private RpcFault unknown(String state) {
        int end = state.lastIndexOf('-');
        String owner = end < 0 ? daemon : state.substring(0, end);
        return owner.equals(daemon)
                ? new RpcFault(
                        RpcFault.INVALID_PARAMS,
                        "the \"requestState\" is not known here: it was used already, waited longer than "
                                + limit.toSeconds()
                                + " s, or the daemon was started again; start the call again without it")
                : new RpcFault(
                        RpcFault.INVALID_PARAMS,
                        "the call with this \"requestState\" waits in daemon \"" + shown(owner)
                                + "\", and this is daemon \"" + daemon
                                + "\": send it to the address that asked the question, or start the call again without it",
                        "{\"daemon\":" + JsonText.quote(shown(owner)) + "}");
    }

    /** A state may be anything that a client made up. */
    private static String shown(String owner) {
        return owner.substring(0, Math.min(owner.length(), 64));
    }

    /** Gives up the calls whose clients have not come back. */
    public void expire() {
        List<Parked> late;
        lock.lock();
        try {
            long now = System.nanoTime();
            late = byState.values().stream()
                    .filter(parked -> now - parked.since > limit.toNanos())
                    .toList();
            byState.values().removeAll(late);
        } finally {
            lock.unlock();
        }
        for (Parked parked : late) {
            LOG.atDebug().addKeyValue("server", parked.owner.server).log("call given up, its client did not come back");
            parked.call.cancel();
        }
    }
}
