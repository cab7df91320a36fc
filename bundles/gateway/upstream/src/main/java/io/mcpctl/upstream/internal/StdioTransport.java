package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Headroom;
import io.mcpctl.orchestrator.api.ErrorLines;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Newline-delimited JSON: one reader thread, one writer at a time. */
final class StdioTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    private static final int MAX_LINE = 64 << 20;
    private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);

    private final String server;
    private final StdioChannel channel;
    private final Calls calls;
    private final Headroom headroom;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile long writeStarted;

    StdioTransport(UpstreamTarget.Stdio target, Calls calls, Headroom headroom) {
        this.server = target.server();
        this.headroom = headroom;
        this.channel = target.channel();
        this.calls = calls;
    }

    /** A platform thread: a blocking read of a pipe holds the carrier of a virtual one, and there are few carriers. */
    @Override
    public void start() {
        Thread.ofPlatform().daemon().name("mcp-stdio-" + server).start(this::read);
    }

    private void read() {
        LineReader lines = new LineReader(channel.output(), MAX_LINE, headroom);
        try {
            while (true) {
                try {
                    byte[] line = lines.next();
                    if (line == null) {
                        break;
                    }
                    receive(line);
                    lines.release();
                } catch (LineReader.TooLong e) {
                    // Its id is unknown, so whoever waits is told instead of being left until the limit.
                    calls.failAll("server \"" + server + "\" " + e.getMessage());
                }
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("output of the server ended");
        } finally {
            lines.release();
            calls.end(endReason()); // also when there was no memory left: nobody waits for a reader that is gone
            close();
        }
    }

    private void receive(byte[] line) {
        if (line.length == 0) {
            return;
        }
        try {
            calls.receive(line);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("server", server).setCause(e).log("message of a server not handled");
        }
    }

    private String endReason() {
        StringBuilder reason = new StringBuilder("server \"" + server + "\" ended");
        try {
            channel.awaitExit(EXIT_LIMIT)
                    .ifPresent(code -> reason.append(" with exit code ").append(code));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ErrorLines.telling(channel.lastErrorLines())
                .ifPresent(line -> reason.append(": ").append(line));
        return reason.toString();
    }

    @Override
    public void exchange(Call call, byte[] message) {
        try {
            write(message);
        } catch (IOException e) {
            String reason = endReason();
            calls.end(reason);
            // What was not written whole was not seen as a message: another session may be asked.
            throw new ProblemException(ProblemKind.NOT_FOUND, reason, e);
        }
        call.await();
    }

    @Override
    public void send(byte[] message) {
        try {
            write(message);
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.UPSTREAM, endReason(), e);
        }
    }

    private void write(byte[] message) throws IOException {
        lock();
        writeStarted = System.nanoTime();
        try {
            OutputStream out = channel.input();
            out.write(line(message));
            out.flush();
        } finally {
            writeStarted = 0;
            writing.unlock();
        }
    }

    private void lock() {
        try {
            if (writing.tryLock(WRITE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while writing to \"" + server + "\"", e);
        }
        throw new ProblemException(ProblemKind.UPSTREAM, "server \"" + server + "\" does not read its input");
    }

    /** The message with one line feed at its end and none inside; checked JSON has them only between tokens. */
    static byte[] line(byte[] message) {
        byte[] line = Arrays.copyOf(message, message.length + 1);
        for (int i = 0; i < message.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        line[message.length] = '\n';
        return line;
    }

    /** Ends a session whose process stopped reading: a blocked write cannot be given up in any other way. */
    @Override
    public void check() {
        long started = writeStarted;
        if (started != 0 && System.nanoTime() - started > WRITE_LIMIT.toNanos()) {
            calls.end("server \"" + server + "\" does not read its input");
            close();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            channel.close();
        }
    }
}
