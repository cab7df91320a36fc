package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.bridge.Bridge;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens connections of both eras over stdio and HTTP; ends those that are left when it goes. */
@Component(service = UpstreamConnector.class)
public final class Connector implements UpstreamConnector {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BUSY_INTERVAL = Duration.ofMillis(100);

    private final Set<Watched> open = ConcurrentHashMap.newKeySet();
    private final Headroom headroom = Headroom.ofHeap();
    private final HttpConnections connections = new HttpConnections(headroom);
    private final Thread watch;

    @Activate
    public Connector() {
        watch = Thread.ofVirtual().name("mcp-upstream-watch").start(this::watch);
    }

    @Override
    public Upstream connect(UpstreamTarget target, UpstreamListener listener) {
        Ending ending = new Ending(listener);
        Calls calls = new Calls(target.server(), ending);
        Transport transport =
                switch (target) {
                    case UpstreamTarget.Stdio local -> new StdioTransport(local, calls, headroom);
                    case UpstreamTarget.Http remote -> new HttpTransport(remote, calls, connections);
                    case UpstreamTarget.Sse remote -> new SseTransport(remote, calls, connections);
                };
        return watched(new UpstreamSession(target.server(), calls, transport), ending, transport);
    }

    @Override
    public StatelessUpstream stateless(UpstreamTarget target) {
        StatelessCalls stateless = new StatelessCalls(target.server());
        Ending ending = new Ending(stateless);
        Calls calls = new Calls(target.server(), ending);
        stateless.on(calls);
        Transport transport =
                switch (target) {
                    case UpstreamTarget.Stdio local -> new StdioTransport(local, calls, headroom);
                    case UpstreamTarget.Http remote -> new StatelessHttp(remote, stateless, connections);
                    case UpstreamTarget.Sse remote ->
                        throw new ProblemException(
                                ProblemKind.UNSUPPORTED,
                                "server \"" + remote.server() + "\" has transport SSE, which knows sessions only");
                };
        boolean passesHeaders = target instanceof UpstreamTarget.Http;
        return watched(new StatelessSession(target.server(), stateless, transport, passesHeaders), ending, transport);
    }

    @Override
    public Upstream bridge(StatelessUpstream stateless, UpstreamListener listener) {
        return new Bridge(stateless, listener);
    }

    private <T extends Watched> T watched(T made, Ending ending, Transport transport) {
        open.add(made);
        ending.forget(() -> open.remove(made));
        transport.start();
        return made;
    }

    private void watch() {
        try {
            while (true) {
                boolean busy = false;
                for (Watched connection : open) {
                    busy |= connection.check();
                }
                connections.sweep();
                Thread.sleep(busy ? BUSY_INTERVAL : CHECK_INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    @Deactivate
    void deactivate() {
        watch.interrupt();
        open.forEach(Watched::close);
        connections.close();
    }

    /** Lets the connector forget a connection at its end. */
    private static final class Ending implements UpstreamListener {
        private final UpstreamListener listener;
        private volatile Runnable forget = () -> {};

        Ending(UpstreamListener listener) {
            this.listener = listener;
        }

        void forget(Runnable action) {
            forget = action;
        }

        @Override
        public void request(byte[] message) {
            listener.request(message);
        }

        @Override
        public void notification(byte[] message) {
            listener.notification(message);
        }

        @Override
        public void request(byte[] message, byte[] about) {
            listener.request(message, about);
        }

        @Override
        public void notification(byte[] message, byte[] about) {
            listener.notification(message, about);
        }

        @Override
        public void closed(String reason) {
            forget.run();
            listener.closed(reason);
        }
    }
}
