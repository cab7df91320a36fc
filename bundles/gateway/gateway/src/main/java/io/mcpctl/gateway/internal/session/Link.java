package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.catalogue.Element;
import io.mcpctl.gateway.internal.catalogue.ListKind;
import io.mcpctl.gateway.internal.message.Handshake;
import io.mcpctl.gateway.internal.message.Hello;
import io.mcpctl.gateway.internal.message.ServerRefused;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.servers.api.ServerSpec.Sharing.Mode;
import io.mcpctl.upstream.api.Upstream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client session has with one server. The upstream session behind it is opened when a request needs it, closed
 * when idle, and opened again by the next request; what the client had set up is repeated then.
 */
public final class Link {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final Duration CONNECT_LIMIT = Opening.LIMIT;
    private static final Duration REPLAY_LIMIT = Duration.ofSeconds(10);

    private final Session session;
    private final String server;
    private final Backend backend;
    private final Setup setup = new Setup();
    private final ReentrantLock connecting = new ReentrantLock();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger holds = new AtomicInteger();
    private volatile Sharing sharing = Sharing.DEFAULT;
    private volatile long lastUsed = System.nanoTime();
    private volatile @Nullable Upstream upstream;
    private volatile boolean closed;
    /** The server said that its lists differ from what it told others. */
    private volatile boolean ownLists;

    private final AtomicBoolean reviving = new AtomicBoolean();
    private volatile long reviveAt = System.nanoTime();
    /** Attempts since the last success; for the thread that revives. */
    private int revivals;

    private String generation = "";
    private @Nullable Handshake current;

    Link(Session session, String server, Backend backend) {
        this.session = session;
        this.server = server;
        this.backend = backend;
    }

    Session session() {
        return session;
    }

    public String server() {
        return server;
    }

    /** What of the client's wishes must survive a new upstream session. */
    public Setup setup() {
        return setup;
    }

    /** The server's answer to initialize: remembered, or asked for by opening the upstream session. */
    public Handshake handshake() {
        return handshake("");
    }

    /** {@code correlation}: what the request is called that needs it. */
    public Handshake handshake(String correlation) {
        return backend.handshakes().get(key(backend.servers().generation(server)), () -> connect(correlation));
    }

    private Handshakes.Key key(String serverGeneration) {
        Hello hello = session.hello();
        return new Handshakes.Key(server, serverGeneration, hello.capabilities(), hello.revision());
    }

    /** Whose lists are the same as this client's. */
    ListCache.Key listKey(ListKind kind) {
        ServerSessions servers = backend.servers();
        String now = servers.generation(server);
        return servers.sharing(server).mode() == Mode.session
                ? new ListCache.Key(
                        Line.of(session, server, now, true), Optional.of(this).filter(own -> ownLists), kind)
                : new ListCache.Key(Line.shared(servers, session, server, now), Optional.empty(), kind);
    }

    /** The list as it is known, or as the server tells it now; {@code read} asks it. */
    List<Element> list(ListKind kind, Supplier<List<Element>> read) {
        return session.hello().capabilities().length() > Handshakes.MAX_CAPABILITIES
                ? read.get()
                : backend.lists().get(listKey(kind), this, read);
    }

    /** The server says over this link that a list changed. */
    void listsChanged(Envelope notification) {
        if (sharing.mode() == Mode.session) {
            ownLists = true;
            backend.news().changed(server, notification.message());
        }
    }

    /** Whether the server tells this client itself what changes. */
    boolean hears() {
        return isOpen() && sharing.mode() != Mode.call;
    }

    boolean isClosed() {
        return closed;
    }

    /** Sends a request and returns the response with the same id; {@code correlation}: what the request is called. */
    public byte[] request(byte[] message, Duration limit, String correlation) {
        try {
            if (busy.incrementAndGet() > sharing.maxConcurrency()) {
                throw new ProblemException(
                        ProblemKind.THROTTLED,
                        "server \"" + server + "\" has " + sharing.maxConcurrency()
                                + " requests of this session under way, as many as sharing.maxConcurrency allows; retry"
                                + " when one is answered");
            }
            return requestOnce(message, limit, correlation);
        } finally {
            lastUsed = System.nanoTime();
            busy.decrementAndGet();
        }
    }

    /** Servers forget sessions; what they refuse for that reason alone is sent again over a new one. */
    private byte[] requestOnce(byte[] message, Duration limit, String correlation) {
        try {
            return connected(correlation).request(message, limit, correlation);
        } catch (ProblemException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) {
                throw e;
            }
            LOG.atDebug().addKeyValue("server", server).log("session forgotten by the server, opening another");
            return connected(correlation).request(message, limit, correlation);
        }
    }

    /** Sends a notification or a response if the upstream session is open; without one nobody waits for it. */
    public void send(byte[] message) {
        Upstream target = upstream;
        if (target == null || !target.isOpen()) {
            return;
        }
        try {
            target.send(message);
            lastUsed = System.nanoTime();
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("message for a server not sent");
        }
    }

    void cancel(byte[] id, byte[] notification) {
        Upstream target = upstream;
        if (target != null) {
            target.cancel(id, notification);
        }
    }

    /** Opens the upstream session unless it is open, for what the server says by itself. */
    public void open() {
        connected("");
    }

    /** Keeps the upstream session from being closed for idleness, as often as {@link #release} is to be called. */
    public void hold() {
        holds.incrementAndGet();
    }

    public void release() {
        lastUsed = System.nanoTime();
        holds.decrementAndGet();
    }

    private Upstream connected(String correlation) {
        Upstream open = upstream;
        if (open != null && open.isOpen()) {
            return open;
        }
        connect(correlation);
        open = upstream;
        if (open == null) {
            throw gone(server);
        }
        return open;
    }

    private Handshake connect(String correlation) {
        lock();
        try {
            String now = backend.servers().generation(server);
            Handshake known = current;
            return known != null && isOpen() && generation.equals(now) ? known : open(now, correlation);
        } finally {
            connecting.unlock();
        }
    }

    private void lock() {
        try {
            if (!connecting.tryLock(CONNECT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(
                        ProblemKind.TIMEOUT,
                        "server \"" + server + "\" did not start a session within " + CONNECT_LIMIT.toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while opening \"" + server + "\"", e);
        }
    }

    private Handshake open(String now, String correlation) {
        boolean lost = upstream != null;
        closeUpstream();
        sharing = backend.servers().sharing(server);
        Inbound inbound = new Inbound(session, this);
        Upstream fresh = dial(now, inbound);
        inbound.opened(fresh);
        try {
            Handshake handshake = Opening.shakeHands(server, fresh, session.hello(), correlation);
            setup.replay(server, message -> fresh.request(message, REPLAY_LIMIT));
            backend.handshakes().put(key(now), handshake);
            upstream = fresh;
            lastUsed = System.nanoTime();
            if (closed) {
                throw gone(server);
            }
            backend.lists().reached(server, lost);
            if (!generation.isEmpty() && !generation.equals(now)) {
                session.listsChanged();
            }
            generation = now;
            current = handshake;
            return handshake;
        } catch (RuntimeException e) {
            upstream = null;
            fresh.close();
            throw e;
        }
    }

    private Upstream dial(String now, Inbound inbound) {
        return switch (sharing.mode()) {
            case session -> backend.servers().open(server, session.caller(), inbound);
            case shared -> backend.trunks().join(session, server, now, inbound);
            case call -> new PerCall(backend, session, server, now, inbound);
        };
    }

    static ProblemException gone(String server) {
        return new ProblemException(ProblemKind.UPSTREAM, "the session with server \"" + server + "\" ended");
    }

    public boolean isOpen() {
        Upstream open = upstream;
        return open != null && open.isOpen();
    }

    /** Ends the upstream session when nothing has used it for {@code sharing.idleSeconds}; subscriptions keep it. */
    void closeIfIdle() {
        long limit = TimeUnit.SECONDS.toNanos(sharing.idleSeconds());
        boolean idle = System.nanoTime() - lastUsed > limit && busy.get() == 0 && holds.get() == 0;
        if (idle && isOpen() && !setup.hasSubscriptions() && !isSharedWithin(limit)) {
            LOG.atDebug().addKeyValue("server", server).log("idle upstream session closed");
            closeUpstream();
        }
    }

    /** As long as others use it, staying costs nothing, and the client hears what the server says. */
    private boolean isSharedWithin(long nanos) {
        return upstream instanceof Seat seat && seat.isSharedWithin(nanos);
    }

    /**
     * Opens the session again that ended by itself while the client waits for news of resources; tries again after 1, 2,
     * 4 ... 32 s.
     */
    void revive() {
        boolean wanted = setup.hasSubscriptions() && !isOpen() && !closed && System.nanoTime() - reviveAt >= 0;
        if (wanted && reviving.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-revive-" + server).start(this::tryToRevive);
        }
    }

    private void tryToRevive() {
        try {
            connect("");
            revivals = 0;
        } catch (ProblemException | ServerRefused e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("session not opened again yet");
            reviveAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(1L << Math.min(5, revivals++));
        } finally {
            reviving.set(false);
        }
    }

    void close() {
        closed = true;
        closeUpstream();
        if (ownLists) {
            backend.lists().forget(this);
        }
    }

    private void closeUpstream() {
        Upstream open = upstream;
        upstream = null;
        if (open != null) {
            session.serverRequests().forget(this);
            open.close();
        }
    }
}
