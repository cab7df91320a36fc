package io.mcpctl.gateway.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamListener;
import io.mcpctl.upstream.api.UpstreamTarget;
import io.mcpctl.upstream.internal.Connector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a process for each upstream session; a command that is a URL is connected to instead. */
public final class LocalServers implements ServerSessions, AutoCloseable {
    public final Map<String, List<String>> commands = new ConcurrentHashMap<>();
    public final Map<String, Sharing> sharings = new ConcurrentHashMap<>();
    volatile boolean actsForCallers;
    /** Sessions at one time. */
    volatile int limit = Integer.MAX_VALUE;

    private final AtomicInteger openNow = new AtomicInteger();
    public final AtomicInteger opened = new AtomicInteger();
    public final List<Process> processes = new CopyOnWriteArrayList<>();
    /** Servers without an entry know sessions only. */
    public final Map<String, Set<Era>> eras = new ConcurrentHashMap<>();

    private final Map<String, StatelessUpstream> stateless = new ConcurrentHashMap<>();
    private final Connector connector = new Connector();
    public final Map<String, String> generations = new ConcurrentHashMap<>();

    @Override
    public Upstream open(String server, Caller caller, UpstreamListener listener) {
        if (openNow.incrementAndGet() > limit) {
            openNow.decrementAndGet();
            throw new ProblemException(ProblemKind.THROTTLED, "as many as sharing.maxConnections allows");
        }
        opened.incrementAndGet();
        return connector.connect(target(server), new Counted(listener));
    }

    @Override
    public StatelessUpstream stateless(String server, Caller caller) {
        return stateless.computeIfAbsent(server, name -> connector.stateless(target(name)));
    }

    @Override
    public Set<Era> eras(String server, Caller caller) {
        return eras.getOrDefault(server, Set.of(Era.SESSION));
    }

    private UpstreamTarget target(String server) {
        List<String> command = commands.getOrDefault(server, List.of("false"));
        String first = command.getFirst();
        if (first.startsWith("http://")) {
            return new UpstreamTarget.Http(server, URI.create(first), Map.of());
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(process);
            return new UpstreamTarget.Stdio(server, new Channel(process));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String generation(String server) {
        if (!commands.containsKey(server)) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "server \"" + server + "\" is not known");
        }
        return generations.getOrDefault(server, "1");
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(commands.keySet());
    }

    @Override
    public Sharing sharing(String server) {
        return sharings.getOrDefault(server, Sharing.DEFAULT);
    }

    @Override
    public boolean actsForCallers() {
        return actsForCallers;
    }

    @Override
    public void close() {
        stateless.values().forEach(StatelessUpstream::close);
        processes.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(Process::destroyForcibly);
    }

    private final class Counted implements UpstreamListener {
        private final UpstreamListener listener;

        Counted(UpstreamListener listener) {
            this.listener = listener;
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
            openNow.decrementAndGet();
            listener.closed(reason);
        }
    }

    private record Channel(Process process) implements StdioChannel {
        @Override
        public InputStream output() {
            return process.getInputStream();
        }

        @Override
        public OutputStream input() {
            return process.getOutputStream();
        }

        @Override
        public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        }

        @Override
        public String lastErrorLines() {
            return "last words";
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
