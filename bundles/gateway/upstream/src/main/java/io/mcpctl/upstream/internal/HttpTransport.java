package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MCP Streamable HTTP: each message is a POST; a GET stream brings what the server sends by itself. A request is sent
 * and its answer read by the thread of its caller, so that no call waits for another thread to be scheduled.
 */
final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final int MAX_RESUMES = 1000;
    private static final long LONGEST_PAUSE = 30_000;
    /** A server that cannot be reached for so long has ended, and with it the call. */
    private static final Duration AWAY_LIMIT = Duration.ofSeconds(10);

    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELETE_LIMIT = Duration.ofSeconds(3);
    /** A stream is read so long after the answer it was for: what follows may concern the client, too. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(30);

    private final String server;
    private final Calls calls;
    private final HttpSender sender;
    private final boolean tier;
    private final HttpRequests requests;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String session = "";
    private volatile String revision = "";
    private volatile @Nullable Thread stream;

    HttpTransport(UpstreamTarget.Http target, Calls calls, HttpConnections connections) {
        this.server = target.server();
        this.calls = calls;
        this.sender = new HttpSender(server, connections, HttpAddress.of(target.url(), target.trust()));
        this.tier = target.tier();
        this.requests = new HttpRequests(server, target.url(), target.headers());
    }

    @Override
    public void exchange(Call call, byte[] message) {
        try {
            accept(call, sender.send(call, connection -> connection.write(requests.post(), cause(call), message)));
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                fail(call, HttpFailure.sentence(e), e);
            }
        } catch (ProblemException e) {
            call.fail(e);
        }
    }

    /** The header line that tells another tier what caused a request. */
    private String cause(Call call) {
        return tier ? HttpRequests.line(HttpRequests.CAUSE, call.correlation) : "";
    }

    private void accept(Call call, HttpBody body) throws IOException {
        HttpHead head = body.head();
        if (head.isSuccess() && call.method.equals("initialize")) {
            session = head.session();
            requests.agree(session, revision);
        }
        if (head.isSuccess() && head.isEvents()) {
            events(call, body);
        } else {
            plain(call, head, sender.all(call, body));
        }
        if (!call.isDone() && !Thread.currentThread().isInterrupted()) {
            fail(call, "ended the exchange without an answer", null);
        }
    }

    private void plain(Call call, HttpHead head, byte[] answer) {
        if (head.status() == 404 && !session.isEmpty()) {
            calls.close(call); // its caller hears more than the others, and only when this session is over
            lost();
            call.fail(new ProblemException(ProblemKind.NOT_FOUND, lostReason()));
        } else if (head.isSuccess()) {
            deliver(call, answer);
        } else {
            HttpFailure.answer(answer, call.callerId)
                    .ifPresentOrElse(call::answer, () -> call.fail(HttpFailure.status(server, head.status())));
        }
    }

    private void deliver(Call call, byte[] message) {
        if (call.method.equals("initialize")) {
            Envelope.scan(message).text(Member.RESULT_PROTOCOL_VERSION).ifPresent(version -> {
                revision = version;
                requests.agree(session, version);
            });
        }
        calls.receive(message, call);
    }

    /** Reads events until the answer; a server may close early and let the client resume (revision 2025-11-25). */
    private void events(Call call, HttpBody first) throws IOException {
        HttpBody body = first;
        String lastId = "";
        for (int resumes = 0; resumes < MAX_RESUMES && body != null; resumes++) {
            EventReader events = sender.events(body, lastId);
            if (drain(call, body, events) || events.lastId().isEmpty()) {
                return;
            }
            lastId = events.lastId();
            body = resumed(call, lastId, events.retryMillis());
        }
    }

    /** The stream after an event, tried until the call ends; null when there is none any more. */
    private @Nullable HttpBody resumed(Call call, String lastId, int retryMillis) throws IOException {
        byte[] request = requests.events(lastId);
        long begin = System.nanoTime();
        for (long pause = retryMillis; ; pause = Math.min(LONGEST_PAUSE, 2 * pause)) {
            call.pause(TimeUnit.MILLISECONDS.toNanos(pause));
            if (call.isDone() || Thread.currentThread().isInterrupted()) {
                return null;
            }
            try {
                HttpBody body = sender.send(call, connection -> connection.write(request));
                if (body.head().status() == 200 && body.head().isEvents()) {
                    return body;
                }
                sender.done(call, body);
                if (body.head().status() / 100 == 4) {
                    return null; // it does not keep the events
                }
            } catch (ConnectException e) {
                if (System.nanoTime() - begin > AWAY_LIMIT.toNanos()) {
                    throw e;
                }
                LOG.atDebug().addKeyValue("server", server).setCause(e).log("server is away; resuming later");
            }
        }
    }

    /** Whether the answer came. The rest of the stream is none of the caller's business. */
    private boolean drain(Call call, HttpBody body, EventReader events) throws IOException {
        try {
            byte[] message;
            while (!call.isDone() && (message = events.next()) != null) {
                deliver(call, message);
            }
        } catch (LineReader.TooLong e) {
            throw e;
        } catch (IOException e) {
            if (call.isDone() || events.lastId().isEmpty()) {
                throw e;
            }
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("stream of an answer broke; resuming");
        } finally {
            sender.rest(call, body, events, REST_LIMIT, late -> calls.receive(late, call));
        }
        return call.isDone();
    }

    private void fail(Call call, String what, @Nullable Throwable cause) {
        calls.close(call);
        call.fail(new ProblemException(ProblemKind.UPSTREAM, "server \"" + server + "\" " + what, cause));
    }

    private void lost() {
        calls.end(lostReason());
        close();
    }

    private String lostReason() {
        return "server \"" + server + "\" no longer knows the session";
    }

    @Override
    public void send(byte[] message) {
        int status;
        try {
            status = sender.status(SEND_LIMIT, connection -> connection.write(requests.post(), message));
        } catch (IOException e) {
            throw HttpFailure.notSent(server, e);
        }
        if (status == 404 && !session.isEmpty()) {
            lost();
        }
        if (status / 100 != 2) {
            throw HttpFailure.status(server, status);
        }
        if (stream == null && Envelope.scan(message).is(Member.METHOD, "\"notifications/initialized\"")) {
            stream = Thread.ofVirtual().name("mcp-http-stream-" + server).start(this::listen);
        }
    }

    /** Keeps the server's own stream open; a server without one says 405. */
    private void listen() {
        new HttpStream(server, sender, requests, calls, this::lost).run();
    }

    @Override
    public void check() {
        // Connections look after their limits themselves.
    }

    @Override
    public boolean isKept() {
        return !session.isEmpty();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        sender.close();
        Thread listening = stream;
        if (listening != null) {
            listening.interrupt();
        }
        if (!session.isEmpty()) {
            Thread.ofVirtual().name("mcp-http-delete-" + server).start(this::delete);
        }
    }

    private void delete() {
        try {
            byte[] request = requests.delete();
            int status = sender.status(DELETE_LIMIT, connection -> connection.write(request));
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("status", status)
                    .log("session deleted");
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("session of the server not deleted");
        }
    }
}
