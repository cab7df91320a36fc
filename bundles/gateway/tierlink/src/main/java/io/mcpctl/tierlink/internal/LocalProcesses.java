package io.mcpctl.tierlink.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The processes of one local upstream over stdio: one for each session, gone with it. */
final class LocalProcesses {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final LocalSpec spec;
    private final Orchestrator orchestrator;
    private final AtomicInteger numbers = new AtomicInteger();

    LocalProcesses(LocalSpec spec, Orchestrator orchestrator) {
        this.spec = spec;
        this.orchestrator = orchestrator;
    }

    /** Starts one more. */
    StdioChannel start() {
        WorkloadInfo workload = orchestrator.start(new WorkloadSpec(
                spec.name() + "-local-" + numbers.incrementAndGet(),
                spec.name(),
                Optional.empty(),
                spec.command(),
                spec.env(),
                true,
                Optional.empty(),
                0,
                0,
                Map.of(),
                List.copyOf(spec.env().values())));
        try {
            return new Owned(orchestrator.attach(workload.id()), workload.id());
        } catch (RuntimeException e) {
            orchestrator.remove(workload.id());
            throw e;
        }
    }

    private final class Owned implements StdioChannel {
        private final StdioChannel channel;
        private final String id;
        private final AtomicBoolean closed = new AtomicBoolean();

        Owned(StdioChannel channel, String id) {
            this.channel = channel;
            this.id = id;
        }

        @Override
        public InputStream output() {
            return channel.output();
        }

        @Override
        public OutputStream input() {
            return channel.input();
        }

        @Override
        public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
            return channel.awaitExit(limit);
        }

        @Override
        public String lastErrorLines() {
            return channel.lastErrorLines();
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            channel.close();
            Thread.ofVirtual().name("local-upstream-end").start(() -> {
                orchestrator.stop(id, GRACE);
                orchestrator.remove(id);
            });
        }
    }
}
