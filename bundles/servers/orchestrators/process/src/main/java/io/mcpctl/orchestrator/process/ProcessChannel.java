package io.mcpctl.orchestrator.process;

import io.mcpctl.orchestrator.api.StdioChannel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** The streams of one child; closing ends it. */
final class ProcessChannel implements StdioChannel {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Child child;
    private final Runnable closed;

    ProcessChannel(Child child, Runnable closed) {
        this.child = child;
        this.closed = closed;
    }

    @Override
    public InputStream output() {
        return child.process().getInputStream();
    }

    @Override
    public OutputStream input() {
        return child.process().getOutputStream();
    }

    @Override
    public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return child.awaitExit(limit);
    }

    @Override
    public String lastErrorLines() {
        return child.lastErrorLines();
    }

    @Override
    public void close() {
        child.end(PATIENCE, GRACE);
        closed.run();
    }
}
