package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final int MAX_MESSAGE = 64 << 20;
    private static final int MAX_REFUSAL = 1 << 20;
    private static final int MAX_RESUMES = 100;
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELETE_LIMIT = Duration.ofSeconds(3);
    /** A stream is read so long after the answer it was for: what follows may concern the client, too. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(30);

    private final String server;
    private final Calls calls;
    private final HttpConnections connections;
    private final HttpAddress address;
    private final HttpRequests requests;
    private final Set<HttpConnection> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String session = "";
    private volatile String revision = "";
    private volatile @Nullable Thread stream;

    HttpTransport(UpstreamTarget.Http target, Calls calls, HttpConnections connections) {
        this.server = target.server();
        this.calls = calls;
        this.connections = connections;
        this.address = HttpAddress.of(target.url());
        this.requests = new HttpRequests(target, address);
    }

    @Override
    public void exchange(Call call, byte[] message) {
        try {
            HttpConnection connection = connections.take(address);
            call.uses(connection);
            accept(call, answer(connection, () -> connection.write(requests.post(), message)));
        } catch (LineReader.TooLong e) {
            fail(call, "sent a message that is too large (over 64 MiB)", e);
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                fail(
                        call,
                        "cannot be reached or broke the connection ("
                                + e.getClass().getSimpleName() + ")",
                        e);
            }
        } catch (ProblemException e) {
            call.fail(e);
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private HttpBody answer(HttpConnection connection, Sending sending) throws IOException {
        try {
            sending.run();
            return new HttpBody(connection, connection.readHead());
        } catch (IOException | RuntimeException e) {
            connections.drop(connection);
            throw e;
        }
    }

    private void accept(Call call, HttpBody body) throws IOException {
        HttpHead head = body.head();
        if (head.status() / 100 == 2 && call.method.equals("initialize")) {
            session = head.session();
            requests.agree(session, revision);
        }
        if (head.status() / 100 == 2 && head.isEvents()) {
            events(call, body);
        } else {
            plain(call, head, all(call, body, head.status() / 100 == 2 ? MAX_MESSAGE : MAX_REFUSAL));
        }
        if (!call.isDone() && !Thread.currentThread().isInterrupted()) {
            fail(call, "ended the exchange without an answer", null);
        }
    }

    private byte[] all(Call call, HttpBody body, int limit) throws IOException {
        try {
            return body.all(limit);
        } finally {
            done(call, body);
        }
    }

    /** Lets go of a connection: for the next request when nothing is left of this one. */
    private void done(Call call, HttpBody body) {
        done(body, call.keeps(body.connection()));
    }

    private void done(HttpBody body, boolean kept) {
        if (kept && body.leavesReusable()) {
            connections.giveBack(body.connection());
        } else {
            connections.drop(body.connection());
        }
    }

    private void plain(Call call, HttpHead head, byte[] answer) {
        if (head.status() == 404 && !session.isEmpty()) {
            calls.close(call); // its caller hears more than the others, and only when this session is over
            lost();
            call.fail(new ProblemException(ProblemKind.NOT_FOUND, lostReason()));
        } else if (head.status() / 100 != 2) {
            refused(call, head.status(), answer);
        } else {
            deliver(call, answer);
        }
    }

    /** Error answers often carry the JSON-RPC error in their body, which tells the caller more than the status. */
    private void refused(Call call, int status, byte[] answer) {
        Envelope error = Envelope.scan(answer);
        if (error.kind() == Envelope.Kind.RESPONSE && error.has(Member.ERROR)) {
            call.answer(error.with(Member.ID, call.callerId));
        } else {
            fail(call, "answered with HTTP status " + status, null);
        }
    }

    private void deliver(Call call, byte[] message) {
        if (call.method.equals("initialize")) {
            Envelope.scan(message).text(Member.RESULT_PROTOCOL_VERSION).ifPresent(version -> {
                revision = version;
                requests.agree(session, version);
            });
        }
        calls.receive(message);
    }

    /** Reads events until the answer; a server may close early and let the client resume (revision 2025-11-25). */
    private void events(Call call, HttpBody first) throws IOException {
        HttpBody body = first;
        String lastId = "";
        for (int resumes = 0; resumes < MAX_RESUMES; resumes++) {
            EventReader events = new EventReader(body, MAX_MESSAGE, lastId);
            if (drain(call, body, events) || events.lastId().isEmpty()) {
                return;
            }
            lastId = events.lastId();
            call.pause(TimeUnit.MILLISECONDS.toNanos(events.retryMillis()));
            if (call.isDone() || Thread.currentThread().isInterrupted()) {
                return;
            }
            byte[] request = requests.events(lastId);
            HttpConnection connection = connections.take(address);
            call.uses(connection);
            body = answer(connection, () -> connection.write(request));
            if (body.head().status() != 200 || !body.head().isEvents()) {
                call.keeps(connection);
                connections.drop(connection);
                return;
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
            if (call.isDone() && !body.endsHere() && call.keeps(body.connection())) {
                streams.add(body.connection());
                Thread.ofVirtual().name("mcp-http-rest-" + server).start(() -> rest(body, events));
            } else {
                done(call, body);
            }
        }
        return call.isDone();
    }

    private void rest(HttpBody body, EventReader events) {
        body.connection().limit(REST_LIMIT.toNanos());
        try {
            byte[] message;
            while (!closed.get() && (message = events.next()) != null) {
                calls.receive(message);
            }
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("rest of a stream not read");
        } finally {
            streams.remove(body.connection());
            done(body, true);
        }
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
            status = status(SEND_LIMIT, connection -> connection.write(requests.post(), message));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE, "interrupted while sending to \"" + server + "\"", e);
            }
            throw new ProblemException(ProblemKind.UPSTREAM, "server \"" + server + "\" cannot be reached", e);
        }
        if (status == 404 && !session.isEmpty()) {
            lost();
        }
        if (status / 100 != 2) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "server \"" + server + "\" answered with HTTP status " + status);
        }
        if (stream == null && Envelope.scan(message).is(Member.METHOD, "\"notifications/initialized\"")) {
            stream = Thread.ofVirtual().name("mcp-http-stream-" + server).start(this::listen);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(HttpConnection connection) throws IOException;
    }

    /** Sends what has no answer but a status. */
    private int status(Duration limit, Writing writing) throws IOException {
        HttpConnection connection = connections.take(address);
        connection.limit(limit.toNanos());
        HttpBody body = answer(connection, () -> writing.to(connection));
        try {
            body.all(MAX_REFUSAL);
            return body.head().status();
        } finally {
            done(body, true);
        }
    }

    /** Keeps the server's own stream open; a server without one says 405. */
    private void listen() {
        String lastId = "";
        long wait = 1000;
        try {
            while (!closed.get()) {
                try {
                    HttpConnection connection = connections.take(address);
                    streams.add(connection);
                    byte[] request = requests.events(lastId);
                    try {
                        HttpBody body = answer(connection, () -> connection.write(request));
                        int status = body.head().status();
                        if (status / 100 == 4 || (status == 200 && !body.head().isEvents())) {
                            return;
                        }
                        if (status == 200) {
                            EventReader events = new EventReader(body, MAX_MESSAGE, lastId);
                            byte[] message;
                            while (!closed.get() && (message = events.next()) != null) {
                                calls.receive(message);
                                wait = 1000;
                            }
                            lastId = events.lastId();
                            wait = Math.max(wait, events.retryMillis());
                        }
                    } finally {
                        streams.remove(connection);
                        connections.drop(connection);
                    }
                } catch (IOException e) {
                    LOG.atDebug().addKeyValue("server", server).setCause(e).log("stream of the server broke");
                }
                Thread.sleep(wait);
                wait = Math.min(30_000, wait * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void check() {
        // Connections look after their limits themselves.
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Thread listening = stream;
        if (listening != null) {
            listening.interrupt();
        }
        streams.forEach(HttpConnection::close);
        if (!session.isEmpty()) {
            Thread.ofVirtual().name("mcp-http-delete-" + server).start(this::delete);
        }
    }

    private void delete() {
        try {
            byte[] request = requests.delete();
            int status = status(DELETE_LIMIT, connection -> connection.write(request));
            LOG.atDebug()
                    .addKeyValue("server", server)
                    .addKeyValue("status", status)
                    .log("session deleted");
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("session of the server not deleted");
        }
    }
}
