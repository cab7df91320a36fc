package io.mcpctl.upstream.internal;

import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens sessions over stdio and Streamable HTTP; ends those that are left when it goes. */
@Component(service = UpstreamConnector.class)
public final class Connector implements UpstreamConnector {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration BUSY_INTERVAL = Duration.ofMillis(100);

    private final Set<UpstreamSession> open = ConcurrentHashMap.newKeySet();
    private final HttpConnections connections = new HttpConnections();
    private final Thread watch;

    @Activate
    public Connector() {
        watch = Thread.ofVirtual().name("mcp-upstream-watch").start(this::watch);
    }

    @Override
    public Upstream connect(UpstreamTarget target, UpstreamListener listener) {
        Ending ending = new Ending(listener);
        Calls calls = new Calls(target.server(), ending);
        UpstreamSession session =
                switch (target) {
                    case UpstreamTarget.Stdio local -> {
                        StdioTransport transport = new StdioTransport(local, calls);
                        UpstreamSession made = new UpstreamSession(local.server(), calls, transport);
                        ending.forget(() -> open.remove(made));
                        transport.start();
                        yield made;
                    }
                    case UpstreamTarget.Http remote -> {
                        UpstreamSession made = new UpstreamSession(
                                remote.server(), calls, new HttpTransport(remote, calls, connections));
                        ending.forget(() -> open.remove(made));
                        yield made;
                    }
                };
        open.add(session);
        if (!session.isOpen()) {
            open.remove(session); // ended before it was added
        }
        return session;
    }

    private void watch() {
        try {
            while (true) {
                boolean busy = false;
                for (UpstreamSession session : open) {
                    busy |= session.check();
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
        open.forEach(UpstreamSession::close);
        connections.close();
    }

    /** Lets the connector forget a session at its end. */
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
        public void closed(String reason) {
            forget.run();
            listener.closed(reason);
        }
    }
}
