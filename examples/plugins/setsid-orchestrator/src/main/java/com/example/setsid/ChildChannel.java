package com.example.setsid;

import io.mcpctl.orchestrator.api.StdioChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** The streams of one process; closing them ends it. */
record ChildChannel(Child child, LastLines errors, Runnable closed) implements StdioChannel {
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(2);

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
        String lines = errors.last(20);
        return lines.length() > 2_000 ? lines.substring(lines.length() - 2_000) : lines;
    }

    /** Most servers end by themselves when their input does. */
    @Override
    public void close() {
        closed.run();
        try {
            input().close();
        } catch (IOException e) {
            // It has ended already, and nobody reads what was left.
        }
        try {
            child.awaitExit(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        child.end(GRACE);
    }
}
