package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.access.Route;
import io.mcpctl.gateway.internal.message.Aside;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.identity.api.Caller;
import io.mcpctl.servers.api.ServerSessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All live sessions: a stated number at most, ended when their clients are gone. */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int MAX_LIVE = 4096;
    private static final Duration SILENT_LIMIT = Duration.ofSeconds(60);
    /** Under a flood, sessions that said nothing for so long make room. */
    private static final Duration SILENT_GRACE = Duration.ofSeconds(2);

    private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);
    /** However busy: the client starts anew, with its rights as they are then. */
    private static final Duration AGE_LIMIT = Duration.ofHours(24);

    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(1);

    private final String owner;
    private final Backend backend;
    private final Consumer<Session> refresh;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> live = new ConcurrentHashMap<>();
    private final Queue<Session> newcomers = new ConcurrentLinkedQueue<>();
    private final Thread sweeper;

    /**
     * {@code owner} names this daemon in the ids of its sessions; {@code refresh} is called about once a second for each session, so that
     * changes reach idle clients too.
     */
    public Sessions(String owner, ServerSessions servers, Consumer<Session> refresh) {
        this.owner = owner;
        this.backend = new Backend(
                servers,
                new Handshakes(),
                new Trunks(servers, this::listsChanged),
                new ListCache(ListCache.Lives.USUAL),
                this::listsChanged);
        this.refresh = refresh;
        this.sweeper = Thread.ofVirtual().name("mcp-session-sweeper").start(this::sweepForEver);
    }

    /** A session that is not live yet. */
    public Session create(Caller caller, Route route, Hello hello, Aside aside) {
        makeRoom();
        return new Session(newId(), caller, route, hello, backend, aside);
    }

    /** An id that nobody can guess; its beginning names this daemon. */
    public String newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return owner + '-' + HexFormat.of().formatHex(id);
    }

    public void add(Session session) {
        live.put(session.id(), session);
        newcomers.add(session);
    }

    private void listsChanged(String server, byte[] notification) {
        backend.lists().forget(server);
        live.values().forEach(session -> session.heard(server, notification));
    }

    private void makeRoom() {
        if (live.size() < MAX_LIVE) {
            return;
        }
        Session oldest = newcomers.peek();
        if (oldest != null && oldest.isSilent() && oldest.quietFor().compareTo(SILENT_GRACE) > 0) {
            newcomers.remove(oldest);
            end(oldest);
            return;
        }
        throw new HttpFault(503, "there are " + MAX_LIVE + " live sessions already; try again later");
    }

    public Optional<Session> find(String id) {
        return Optional.ofNullable(live.get(id));
    }

    public void end(Session session) {
        if (live.remove(session.id(), session)) {
            session.close();
        }
    }

    public int count() {
        return live.size();
    }

    private void sweepForEver() {
        try {
            while (true) {
                Thread.sleep(SWEEP_INTERVAL);
                newcomers.removeIf(session -> !session.isSilent() || session.isClosed());
                live.values().forEach(this::sweep);
                sweepTrunks();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    private void sweepTrunks() {
        try {
            backend.trunks().sweep();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("unused upstream sessions not closed");
        }
    }

    private void sweep(Session session) {
        try {
            Duration limit = session.isSilent() ? SILENT_LIMIT : IDLE_LIMIT;
            boolean lost = !session.isBusy() && session.quietFor().compareTo(limit) > 0;
            if (lost || session.age().compareTo(AGE_LIMIT) > 0) {
                LOG.atDebug()
                        .addKeyValue("session", session.shortId())
                        .log(lost ? "session of a lost client ended" : "session ended at its greatest age");
                end(session);
                return;
            }
            session.links().forEach(Link::closeIfIdle);
            session.journal().expire();
            session.links().forEach(Link::revive);
            refresh.accept(session);
        } catch (HttpFault gone) {
            end(session); // its project was deleted
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("session not checked");
        }
    }

    public void close() {
        sweeper.interrupt();
        live.values().forEach(this::end);
        backend.trunks().close();
    }
}
