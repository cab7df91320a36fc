package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.StdioChannel;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;

/** A channel whose last lines may be shown. What is said over the channel itself passes as it is. */
record MaskedChannel(StdioChannel channel, Mask mask) implements StdioChannel {
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
        return mask.over(channel.lastErrorLines());
    }

    @Override
    public void close() {
        channel.close();
    }
}
