package io.mcpctl.tierlink.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One local upstream: its sessions, each with a process of its own over stdio, and how it is. */
final class LocalServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);

    private static final Set<ProblemKind> FAILURES =
            EnumSet.of(ProblemKind.UPSTREAM, ProblemKind.UNAVAILABLE, ProblemKind.NOT_FOUND);

    private final LocalSpec spec;
    private final String generation;
    private final UpstreamConnector connector;
    private final LocalProcesses processes;
    private final RestartPause pause;
    private final Set<LocalSession> sessions = ConcurrentHashMap.newKeySet();
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Optional<Era> era = Optional.empty();
    private @Nullable StatelessUpstream shared;
    private volatile boolean closed;

    LocalServer(LocalSpec spec, String generation, UpstreamConnector connector, Orchestrator orchestrator) {
        this.spec = spec;
        this.generation = generation;
        this.connector = connector;
        this.processes = new LocalProcesses(spec, orchestrator);
        this.pause = new RestartPause(spec.name(), Clock.systemUTC());
    }

    /** How it is. */
    enum State {
        healthy,
        disconnected
    }

    LocalSpec spec() {
        return spec;
    }

    String generation() {
        return generation;
    }

    State state() {
        return pause.isFailing() ? State.disconnected : State.healthy;
    }

    /** The era it speaks, found by asking it once. */
    Era era() {
        Optional<Era> known = era;
        return known.isPresent() ? known.get() : find();
    }

    private Era find() {
        asking.lock();
        try {
            Optional<Era> known = era;
            if (known.isPresent()) {
                return known.get();
            }
            era = spec.transport() == LocalSpec.Kind.SSE ? Optional.of(Era.SESSION) : LocalProbe.ask(this);
            return era.orElse(Era.SESSION);
        } finally {
            asking.unlock();
        }
    }

    /** Looks whether it can be used, unless that is known. */
    void probe() {
        if (closed || (era.isPresent() && !pause.isFailing())) {
            return;
        }
        try {
            pause.check();
            LocalProbe.tryOut(this);
        } catch (ProblemException e) {
            LOG.atDebug().addKeyValue("server", spec.name()).setCause(e).log("local upstream does not answer yet");
        }
    }

    Upstream open(UpstreamListener listener) {
        if (era() == Era.STATELESS) {
            return connector.bridge(stateless(), listener);
        }
        return session(listener);
    }

    /** A session of the era with sessions. */
    Upstream session(UpstreamListener listener) {
        pause.check();
        int most = Sharing.DEFAULT.maxConnections();
        if (sessions.size() >= most) {
            throw new ProblemException(
                    ProblemKind.THROTTLED,
                    "server \"" + spec.name() + "\" has " + most + " sessions already; retry in 5 seconds, or close a"
                            + " session");
        }
        try {
            LocalSession session =
                    new LocalSession(connector.connect(target(), listener), this::told, sessions::remove);
            sessions.add(session);
            if (closed) {
                session.close();
            }
            return session;
        } catch (ProblemException e) {
            told(e);
            throw e;
        }
    }

    /** The connection that all requests of the stateless era share. */
    StatelessUpstream stateless() {
        asking.lock();
        try {
            StatelessUpstream open = shared;
            if (open == null || !open.isOpen()) {
                pause.check();
                open = connector.stateless(target());
                shared = open;
            }
            return new LocalStateless(open);
        } finally {
            asking.unlock();
        }
    }

    /** A connection of its own, to ask which era the server speaks. */
    StatelessUpstream dialStateless() {
        pause.check();
        return connector.stateless(target());
    }

    /** What came of using it; {@code failure} is null when it answered. */
    void told(@Nullable ProblemException failure) {
        if (failure == null) {
            if (pause.isFailing()) {
                LOG.atInfo().addKeyValue("server", spec.name()).log("local upstream is healthy again");
            }
            pause.worked();
        } else if (FAILURES.contains(failure.kind())) {
            if (!pause.isFailing()) {
                LOG.atWarn()
                        .addKeyValue("server", spec.name())
                        .addKeyValue("reason", failure.problem().detail())
                        .log("local upstream is disconnected");
            }
            pause.failed(failure.problem().detail());
        }
    }

    private UpstreamTarget target() {
        return switch (spec.transport()) {
            case STDIO -> new UpstreamTarget.Stdio(spec.name(), processes.start());
            case SSE -> new UpstreamTarget.Sse(spec.name(), spec.url().orElseThrow(), spec.headers(), spec.trust());
            case STREAMABLE_HTTP ->
                new UpstreamTarget.Http(spec.name(), spec.url().orElseThrow(), spec.headers(), spec.trust(), false);
        };
    }

    @Override
    public void close() {
        closed = true;
        sessions.forEach(LocalSession::close);
        asking.lock();
        try {
            if (shared != null) {
                shared.close();
            }
        } finally {
            asking.unlock();
        }
    }
}
