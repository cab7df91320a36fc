package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.ListNews;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Upstream sessions that are not of one client alone: those that many use at the same time ({@code sharing.mode: shared}),
 * and those that wait for the next request of anybody ({@code call}).
 */
public final class Trunks {
    private final ServerSessions servers;
    private final ListNews news;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Line, Trunk> shared = new ConcurrentHashMap<>();
    /** Those that nobody uses now, the latest used last; guarded by itself. */
    private final List<Trunk> idle = new ArrayList<>();

    public Trunks(ServerSessions servers, ListNews news) {
        this.servers = servers;
        this.news = news;
    }

    /** An id or a token that no other request or question has. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    void listsChanged(String server, byte[] notification) {
        news.changed(server, notification);
    }

    /** A place at the upstream session of all clients alike, which is opened for the first of them. */
    Seat join(Session session, String server, String generation, UpstreamListener listener) {
        Line line = Line.shared(servers, session, server, generation);
        int maxConcurrency = servers.sharing(server).maxConcurrency();
        while (true) {
            Trunk trunk = shared.computeIfAbsent(line, key -> new Trunk(key, this, session, maxConcurrency, true));
            Seat seat = trunk.sit(listener, "");
            if (seat != null) {
                return seat;
            }
            shared.remove(line, trunk);
        }
    }

    /** An upstream session for one request, to be given back. */
    Trunk take(Session session, Line line) {
        synchronized (idle) {
            for (int i = idle.size() - 1; i >= 0; i--) {
                Trunk trunk = idle.get(i);
                if (trunk.line().equals(line) && trunk.isOpen()) {
                    idle.remove(i);
                    return trunk;
                }
            }
        }
        return new Trunk(line, this, session, 1, false);
    }

    void giveBack(Trunk trunk) {
        Line line = trunk.line();
        int bound = isOutdated(trunk) ? 0 : servers.sharing(line.server()).maxConnections();
        boolean full;
        synchronized (idle) {
            full = idle.stream()
                            .filter(other -> other.line().server().equals(line.server()))
                            .count()
                    >= bound;
            if (!full) {
                idle.add(trunk);
            }
        }
        if (full) {
            trunk.close();
        }
    }

    /** Opens an upstream session; at the limit, one that nobody uses makes room. */
    Upstream dial(String server, Caller caller, UpstreamListener listener) {
        try {
            return servers.open(server, caller, listener);
        } catch (ProblemException e) {
            if (e.kind() != ProblemKind.THROTTLED
                    || !close(trunk -> trunk.line().server().equals(server), 1)) {
                throw e;
            }
            return servers.open(server, caller, listener);
        }
    }

    /** Closes what nobody has used for long, or what belongs to a server that was replaced. */
    void sweep() {
        close(this::isOutdated, Integer.MAX_VALUE);
    }

    private boolean isOutdated(Trunk trunk) {
        try {
            String server = trunk.line().server();
            Sharing sharing = servers.sharing(server);
            return !trunk.isOpen()
                    || sharing.mode() != Sharing.Mode.call
                    || !servers.generation(server).equals(trunk.line().generation())
                    || !trunk.isUsedWithin(
                            Duration.ofSeconds(sharing.idleSeconds()).toNanos());
        } catch (ProblemException e) {
            return true; // the server is gone
        }
    }

    private boolean close(Predicate<Trunk> which, int atMost) {
        List<Trunk> chosen;
        synchronized (idle) {
            chosen = idle.stream().filter(which).limit(atMost).toList();
            idle.removeAll(chosen);
        }
        chosen.forEach(Trunk::close);
        return !chosen.isEmpty();
    }

    /** It cannot be used any more. */
    void ended(Trunk trunk) {
        shared.remove(trunk.line(), trunk);
        synchronized (idle) {
            idle.remove(trunk);
        }
    }

    void close() {
        close(trunk -> true, Integer.MAX_VALUE);
        List.copyOf(shared.values()).forEach(Trunk::close);
    }
}
