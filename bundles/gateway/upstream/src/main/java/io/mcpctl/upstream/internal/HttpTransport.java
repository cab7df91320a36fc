package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MCP Streamable HTTP: each message is a POST; a GET stream brings what the server sends by itself. */
final class HttpTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);
    private static final int MAX_MESSAGE = 64 << 20;
    private static final int MAX_RESUMES = 100;
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    private static final Duration DELETE_LIMIT = Duration.ofSeconds(3);

    private final UpstreamTarget.Http target;
    private final Calls calls;
    private final Supplier<HttpClient> client;
    private final Map<Integer, Thread> exchanges = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String session = "";
    private volatile String revision = "";
    private volatile @Nullable Thread stream;

    HttpTransport(UpstreamTarget.Http target, Calls calls, Supplier<HttpClient> client) {
        this.target = target;
        this.calls = calls;
        this.client = client;
    }

    @Override
    public void sendRequest(Call call, byte[] message) {
        Thread exchange =
                Thread.ofVirtual().name("mcp-http-" + target.server()).unstarted(() -> exchange(call, message));
        exchanges.put(call.id, exchange);
        exchange.start();
    }

    private void exchange(Call call, byte[] message) {
        try {
            HttpResponse<InputStream> response = client.get().send(post(message).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                accept(call, response, body);
            }
        } catch (LineReader.TooLong e) {
            fail(call, "sent a message that is too large (over 64 MiB)", e);
        } catch (IOException e) {
            fail(
                    call,
                    "cannot be reached or broke the connection (" + e.getClass().getSimpleName() + ")",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // abandoned: the caller no longer waits
        } catch (ProblemException e) {
            call.fail(e);
        } finally {
            exchanges.remove(call.id);
        }
    }

    private void accept(Call call, HttpResponse<InputStream> response, InputStream body)
            throws IOException, InterruptedException {
        int status = response.statusCode();
        if (status == 404 && !session.isEmpty()) {
            calls.close(call); // its caller hears more than the others, and only when this session is over
            lost();
            call.fail(new ProblemException(ProblemKind.NOT_FOUND, lostReason()));
        } else if (status / 100 != 2) {
            refused(call, status, body);
        } else if (isEvents(response)) {
            if (call.method.equals("initialize")) {
                remember(response);
            }
            events(call, body);
        } else {
            byte[] answer = all(body);
            if (call.method.equals("initialize")) {
                remember(response);
            }
            deliver(call, answer);
        }
        if (!call.isDone()) {
            fail(call, "ended the exchange without an answer", null);
        }
    }

    /** Error answers often carry the JSON-RPC error in their body, which tells the caller more than the status. */
    private void refused(Call call, int status, InputStream body) throws IOException {
        byte[] answer = body.readNBytes(1 << 20);
        Envelope error = Envelope.scan(answer);
        if (error.kind() == Envelope.Kind.RESPONSE && error.has(Member.ERROR)) {
            call.answer(error.with(Member.ID, call.callerId));
        } else {
            fail(call, "answered with HTTP status " + status, null);
        }
    }

    private void remember(HttpResponse<?> response) {
        session = response.headers().firstValue("Mcp-Session-Id").orElse("");
    }

    private void deliver(Call call, byte[] message) {
        if (call.method.equals("initialize")) {
            Envelope.scan(message).text(Member.RESULT_PROTOCOL_VERSION).ifPresent(version -> revision = version);
        }
        calls.receive(message);
    }

    /** Reads events until the answer; a server may close early and let the client resume (revision 2025-11-25). */
    private void events(Call call, InputStream first) throws IOException, InterruptedException {
        EventReader events = new EventReader(first, MAX_MESSAGE);
        drain(call, events);
        for (int resumes = 0; !call.isDone() && !events.lastId().isEmpty() && resumes < MAX_RESUMES; resumes++) {
            Thread.sleep(events.retryMillis());
            HttpRequest request = headers("text/event-stream")
                    .header("Last-Event-ID", events.lastId())
                    .GET()
                    .build();
            HttpResponse<InputStream> response = client.get().send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200 || !isEvents(response)) {
                    return;
                }
                String lastId = events.lastId();
                events = new EventReader(body, MAX_MESSAGE, lastId);
                drain(call, events);
            }
        }
    }

    private void drain(Call call, EventReader events) throws IOException {
        byte[] message;
        // To the end, not only to the answer: a stream that was read whole leaves its connection reusable.
        while ((message = events.next()) != null) {
            deliver(call, message);
        }
    }

    private void fail(Call call, String what, @Nullable Throwable cause) {
        calls.close(call);
        call.fail(new ProblemException(ProblemKind.UPSTREAM, "server \"" + target.server() + "\" " + what, cause));
    }

    private void lost() {
        calls.end(lostReason());
        close();
    }

    private String lostReason() {
        return "server \"" + target.server() + "\" no longer knows the session";
    }

    private static byte[] all(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_MESSAGE + 1);
        if (bytes.length > MAX_MESSAGE) {
            throw new LineReader.TooLong();
        }
        return bytes;
    }

    private static boolean isEvents(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .regionMatches(true, 0, "text/event-stream", 0, "text/event-stream".length());
    }

    private HttpRequest.Builder headers(String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url()).header("Accept", accept);
        target.headers().forEach(request::header);
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        if (!revision.isEmpty()) {
            request.header("MCP-Protocol-Version", revision);
        }
        return request;
    }

    private HttpRequest.Builder post(byte[] message) {
        return headers("application/json, text/event-stream")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(message));
    }

    @Override
    public void send(byte[] message) {
        try {
            HttpResponse<Void> response =
                    client.get().send(post(message).timeout(SEND_LIMIT).build(), BodyHandlers.discarding());
            if (response.statusCode() == 404 && !session.isEmpty()) {
                lost();
            }
            if (response.statusCode() / 100 != 2) {
                throw new ProblemException(
                        ProblemKind.UPSTREAM,
                        "server \"" + target.server() + "\" answered with HTTP status " + response.statusCode());
            }
        } catch (IOException e) {
            throw new ProblemException(ProblemKind.UPSTREAM, "server \"" + target.server() + "\" cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "interrupted while sending to \"" + target.server() + "\"", e);
        }
        if (stream == null && Envelope.scan(message).is(Member.METHOD, "\"notifications/initialized\"")) {
            stream = Thread.ofVirtual()
                    .name("mcp-http-stream-" + target.server())
                    .start(this::listen);
        }
    }

    /** Keeps the server's own stream open; a server without one says 405. */
    private void listen() {
        String lastId = "";
        long wait = 1000;
        try {
            while (!closed.get()) {
                HttpRequest.Builder request = headers("text/event-stream");
                if (!lastId.isEmpty()) {
                    request.header("Last-Event-ID", lastId);
                }
                try {
                    HttpResponse<InputStream> response =
                            client.get().send(request.GET().build(), BodyHandlers.ofInputStream());
                    try (InputStream body = response.body()) {
                        if (response.statusCode() / 100 == 4 || (response.statusCode() == 200 && !isEvents(response))) {
                            return;
                        }
                        if (response.statusCode() == 200) {
                            EventReader events = new EventReader(body, MAX_MESSAGE, lastId);
                            byte[] message;
                            while ((message = events.next()) != null) {
                                calls.receive(message);
                                wait = 1000;
                            }
                            lastId = events.lastId();
                            wait = Math.max(wait, events.retryMillis());
                        }
                    }
                } catch (IOException e) {
                    LOG.atDebug()
                            .addKeyValue("server", target.server())
                            .setCause(e)
                            .log("stream of the server broke");
                }
                Thread.sleep(wait);
                wait = Math.min(30_000, wait * 2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void abandon(Call call) {
        Thread exchange = call.isAnswered() ? null : exchanges.get(call.id);
        if (exchange != null) {
            exchange.interrupt();
        }
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
        exchanges.values().forEach(Thread::interrupt);
        if (!session.isEmpty()) {
            Thread.ofVirtual().name("mcp-http-delete-" + target.server()).start(this::delete);
        }
    }

    private void delete() {
        try {
            client.get()
                    .send(
                            headers("application/json")
                                    .timeout(DELETE_LIMIT)
                                    .DELETE()
                                    .build(),
                            BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", target.server()).setCause(e).log("session of the server not deleted");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
