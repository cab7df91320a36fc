package io.mcpctl.embedded.tools;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.orchestrator.api.StdioChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session with the host's server, in the form of a process's standard streams: a line is a message. */
final class HostChannel implements StdioChannel {
    private static final Logger LOG = LoggerFactory.getLogger("io.mcpctl.embedded.tools");
    private static final int MAX_LINE = 16 << 20;
    private static final int MAX_CALLS = 256;

    private final HostServer server;
    private final Consumer<HostChannel> ended;
    private final Pipe toServer = new Pipe();
    private final Pipe toClient = new Pipe();
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore room = new Semaphore(MAX_CALLS);
    private final Map<String, Thread> calls = new ConcurrentHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);

    HostChannel(HostServer server, Consumer<HostChannel> ended) {
        this.server = server;
        this.ended = ended;
        Thread.ofVirtual().name("mcp-host-server").start(this::serve);
    }

    private void serve() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] portion = new byte[8192];
        try (InputStream in = toServer.out) {
            int count = in.read(portion);
            while (count >= 0) {
                for (int i = 0; i < count; i++) {
                    if (portion[i] == '\n') {
                        take(line.toByteArray());
                        line.reset();
                    } else if (line.size() < MAX_LINE) {
                        line.write(portion[i]);
                    }
                }
                count = in.read(portion);
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("session with the host's tools broke off");
        } finally {
            close();
        }
    }

    private void take(byte[] message) {
        Envelope envelope = Envelope.scan(message);
        switch (envelope.kind()) {
            case REQUEST -> start(envelope);
            case NOTIFICATION -> {
                if (envelope.is(Member.METHOD, "\"notifications/cancelled\"")) {
                    envelope.raw(Member.PARAMS_REQUEST_ID)
                            .map(id -> calls.get(key(id)))
                            .ifPresent(Thread::interrupt);
                }
            }
            case RESPONSE, NOT_JSON, INVALID -> LOG.debug("message for the host's tools ignored");
        }
    }

    private void start(Envelope request) {
        byte[] id = request.raw(Member.ID).orElseThrow();
        if (!room.tryAcquire()) {
            write(Messages.error(id, -32000, "the host has " + MAX_CALLS + " calls in flight; try again later"));
            return;
        }
        Thread call = Thread.ofVirtual().name("mcp-host-call").unstarted(() -> {
            try {
                byte[] answer = server.answer(request);
                Thread.interrupted(); // a cancelled call says so, too
                write(answer);
            } finally {
                calls.remove(key(id));
                room.release();
            }
        });
        calls.put(key(id), call);
        call.start();
    }

    private void write(byte[] message) {
        writing.lock();
        try {
            toClient.in.write(Messages.join(message, Messages.ascii("\n")));
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("nobody takes the answer of a host's tool");
        } finally {
            writing.unlock();
        }
    }

    private static String key(byte[] id) {
        return new String(id, StandardCharsets.UTF_8);
    }

    @Override
    public InputStream output() {
        return toClient.out;
    }

    @Override
    public OutputStream input() {
        return toServer.in;
    }

    @Override
    public Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return over.await(limit.toMillis(), TimeUnit.MILLISECONDS) ? Optional.of(0) : Optional.empty();
    }

    @Override
    public String lastErrorLines() {
        return "";
    }

    @Override
    public void close() {
        toServer.close();
        toClient.close();
        calls.values().forEach(Thread::interrupt);
        over.countDown();
        ended.accept(this);
    }
}
