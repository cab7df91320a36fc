package io.mcpctl.upstream.internal;

import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens sessions over stdio and Streamable HTTP; ends those that are left when it goes. */
@Component(service = UpstreamConnector.class)
public final class Connector implements UpstreamConnector {
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<UpstreamSession> open = ConcurrentHashMap.newKeySet();
    private final Set<StdioTransport> stdio = ConcurrentHashMap.newKeySet();
    private final Thread watch;
    private volatile @Nullable HttpClient client;

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
                        stdio.add(transport);
                        UpstreamSession made = new UpstreamSession(local.server(), calls, transport);
                        ending.forget(() -> {
                            stdio.remove(transport);
                            open.remove(made);
                        });
                        transport.start();
                        yield made;
                    }
                    case UpstreamTarget.Http remote -> {
                        UpstreamSession made = new UpstreamSession(
                                remote.server(), calls, new HttpTransport(remote, calls, this::client));
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

    /** Made with the first use: most installations have stdio servers only. */
    private HttpClient client() {
        HttpClient made = client;
        if (made != null) {
            return made;
        }
        lock.lock();
        try {
            made = client;
            if (made == null) {
                made = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
                client = made;
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(CHECK_INTERVAL);
                stdio.forEach(StdioTransport::closeIfStuck);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the component ends
        }
    }

    @Deactivate
    void deactivate() {
        watch.interrupt();
        open.forEach(UpstreamSession::close);
        HttpClient made = client;
        if (made != null) {
            made.shutdownNow();
        }
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
