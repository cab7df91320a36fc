package io.mcpctl.upstream.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to one address over connections that are kept for the next one when nothing is left of an answer. */
final class HttpSender {
    private static final Logger LOG = LoggerFactory.getLogger(HttpSender.class);
    static final int MAX_MESSAGE = 64 << 20;
    static final int MAX_REFUSAL = 1 << 20;

    /** What a server may do twice, when the connection it had kept was closed under the request. */
    private static final Set<String> REPEATABLE = Set.of(
            "ping",
            "server/discover",
            "tools/list",
            "prompts/list",
            "prompts/get",
            "resources/list",
            "resources/templates/list",
            "resources/read",
            "completion/complete");

    private final String server;
    private final HttpConnections connections;
    private final HttpAddress address;
    private final Set<HttpConnection> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    HttpSender(String server, HttpConnections connections, HttpAddress address) {
        this.server = server;
        this.connections = connections;
        this.address = address;
    }

    /** Writes one request. */
    @FunctionalInterface
    interface Writing {
        void to(HttpConnection connection) throws IOException;
    }

    /** Sends a request of a call; ending the call closes the connection until {@link #done}. */
    HttpBody send(Call call, Writing request) throws IOException {
        HttpConnection connection = connections.take(address);
        call.uses(connection);
        try {
            return answer(connection, request);
        } catch (IOException e) {
            if (!connection.hasRested() || !REPEATABLE.contains(call.method) || call.isDone()) {
                throw e;
            }
            LOG.atDebug().addKeyValue("server", server).setCause(e).log("kept connection was closed; asking again");
        }
        HttpConnection fresh = connections.fresh(address);
        call.uses(fresh);
        return answer(fresh, request);
    }

    private HttpBody answer(HttpConnection connection, Writing request) throws IOException {
        try {
            request.to(connection);
            return new HttpBody(connection, connection.readHead());
        } catch (IOException | RuntimeException e) {
            connections.drop(connection);
            throw e;
        }
    }

    /** Reads the events of a body from the one after {@code lastId} on; empty = from the first. */
    EventReader events(HttpBody body, String lastId) throws IOException {
        return new EventReader(body.content(), MAX_MESSAGE, connections.headroom(), lastId);
    }

    /** The whole body of an answer to a call; afterwards its connection is gone or free. */
    byte[] all(Call call, HttpBody body) throws IOException {
        try {
            return body.all(body.head().isSuccess() ? MAX_MESSAGE : MAX_REFUSAL, connections.headroom());
        } finally {
            done(call, body);
        }
    }

    /** Lets go of a connection: for the next request when nothing is left of this one. */
    void done(Call call, HttpBody body) {
        done(body, call.keeps(body.connection()));
    }

    private void done(HttpBody body, boolean kept) {
        if (kept && body.leavesReusable()) {
            connections.giveBack(body.connection());
        } else {
            connections.drop(body.connection());
        }
    }

    /** Lets go of the stream of a call; what follows the answer is read by another thread for so long. */
    void rest(Call call, HttpBody body, EventReader events, Duration limit, Consumer<byte[]> messages) {
        if (!call.isDone() || body.endsHere() || !call.keeps(body.connection())) {
            events.release();
            done(call, body);
            return;
        }
        streams.add(body.connection());
        Thread.ofVirtual().name("mcp-http-rest-" + server).start(() -> {
            body.connection().limit(limit.toNanos());
            try {
                byte[] message;
                while (!closed && (message = events.next()) != null) {
                    messages.accept(message);
                }
            } catch (IOException e) {
                LOG.atDebug().addKeyValue("server", server).setCause(e).log("rest of a stream not read");
            } finally {
                events.release();
                streams.remove(body.connection());
                done(body, true);
            }
        });
    }

    /** Sends what has no answer but a status. */
    int status(Duration limit, Writing request) throws IOException {
        HttpConnection connection = connections.take(address);
        connection.limit(limit.toNanos());
        HttpBody body = answer(connection, request);
        try {
            body.all(MAX_REFUSAL, connections.headroom());
            return body.head().status();
        } finally {
            done(body, true);
        }
    }

    /** What reads a stream that belongs to no call. */
    @FunctionalInterface
    interface Reading {
        void from(HttpBody body) throws IOException;
    }

    /** Opens a stream and reads it on this thread until its end, or until this is closed. */
    void stream(Writing request, Reading reading) throws IOException {
        HttpConnection connection = connections.take(address);
        streams.add(connection);
        try {
            if (!closed) {
                reading.from(answer(connection, request));
            }
        } finally {
            streams.remove(connection);
            connections.drop(connection);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Ends the streams that belong to no call. */
    void close() {
        closed = true;
        streams.forEach(HttpConnection::close);
    }
}
