package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP with server-sent events of revision 2024-11-05: one stream brings everything that the server sends, and its first
 * event names the address that messages are posted to. The session ends with the stream.
 */
final class SseTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(SseTransport.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);

    private final UpstreamTarget.Sse target;
    private final Calls calls;
    private final HttpSender sender;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch announced = new CountDownLatch(1);
    private volatile @Nullable HttpRequests messages;

    SseTransport(UpstreamTarget.Sse target, Calls calls, HttpConnections connections) {
        this.target = target;
        this.calls = calls;
        this.sender = new HttpSender(target.server(), connections, HttpAddress.of(target.url(), target.trust()));
    }

    @Override
    public void exchange(Call call, byte[] message) {
        try {
            HttpRequests address = address();
            HttpBody body = sender.send(call, connection -> connection.write(address.post(), message));
            byte[] answer = sender.all(call, body);
            if (!body.head().isSuccess()) {
                refused(call, body.head().status(), answer);
            } else if (Envelope.scan(answer).kind() == Envelope.Kind.RESPONSE) {
                calls.receive(answer); // some servers answer at once instead of over the stream
            }
            call.await();
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                call.fail(new ProblemException(
                        ProblemKind.UPSTREAM, "server \"" + target.server() + "\" " + HttpFailure.sentence(e), e));
            }
        } catch (ProblemException e) {
            call.fail(e);
        }
    }

    private void refused(Call call, int status, byte[] answer) {
        if (status == 404) {
            calls.close(call); // its caller hears more than the others
            end("no longer knows the session");
            call.fail(new ProblemException(
                    ProblemKind.NOT_FOUND, "server \"" + target.server() + "\" no longer knows the session"));
            return;
        }
        HttpFailure.answer(answer, call.callerId)
                .ifPresentOrElse(call::answer, () -> call.fail(HttpFailure.status(target.server(), status)));
    }

    /** Where messages go; opens the stream if nobody has. */
    private HttpRequests address() {
        if (opened.compareAndSet(false, true)) {
            Thread.ofVirtual().name("mcp-sse-" + target.server()).start(this::listen);
        }
        try {
            if (!announced.await(OPEN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                end("opened no stream with an \"endpoint\" event within " + OPEN_LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "interrupted while connecting to \"" + target.server() + "\"", e);
        }
        HttpRequests address = messages;
        if (address == null) {
            throw calls.ended()
                    .orElseGet(() -> new ProblemException(
                            ProblemKind.UPSTREAM, "the session with server \"" + target.server() + "\" was closed"));
        }
        return address;
    }

    private void listen() {
        HttpRequests requests = new HttpRequests(target.server(), target.url(), target.headers());
        try {
            sender.stream(connection -> connection.write(requests.events("")), this::read);
            end("closed its event stream");
        } catch (IOException e) {
            LOG.atDebug().addKeyValue("server", target.server()).setCause(e).log("event stream of a server broke");
            end(HttpFailure.sentence(e));
        } catch (ProblemException e) {
            calls.end(e.problem().detail());
            close();
        } finally {
            announced.countDown();
        }
    }

    private void read(HttpBody body) throws IOException {
        HttpHead head = body.head();
        if (!head.isSuccess() || !head.isEvents()) {
            throw head.isSuccess()
                    ? new ProblemException(
                            ProblemKind.UPSTREAM,
                            "server \"" + target.server() + "\" answered with no event stream at "
                                    + target.url().getPath() + "; is its transport SSE?")
                    : HttpFailure.status(target.server(), head.status());
        }
        EventReader events = sender.events(body, "");
        EventReader.Event event;
        while (!closed.get() && (event = events.event()) != null) {
            switch (event.type()) {
                case "endpoint" -> announce(new String(event.data(), StandardCharsets.UTF_8).strip());
                case "message" -> calls.receive(event.data());
                default -> {} // not ours
            }
        }
    }

    /** Messages carry the headers of the definition, which are for nobody else: the origin must be the same. */
    private void announce(String endpoint) {
        URI resolved;
        try {
            resolved = target.url().resolve(endpoint);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "server \"" + target.server() + "\" announced an address that is none", e);
        }
        HttpAddress own = HttpAddress.of(target.url(), target.trust());
        HttpAddress announcedAddress = HttpAddress.of(resolved, target.trust());
        if (!own.equals(announcedAddress)) {
            LOG.atWarn()
                    .addKeyValue("server", target.server())
                    .addKeyValue("origin", own.origin())
                    .addKeyValue("announced", announcedAddress.origin())
                    .log("server announced a foreign address for messages; connection closed");
            throw new ProblemException(
                    ProblemKind.UPSTREAM,
                    "server \"" + target.server() + "\" at " + own.origin() + " announced an address at "
                            + announcedAddress.origin() + "; only its own origin is allowed");
        }
        messages = new HttpRequests(target.server(), resolved, target.headers());
        announced.countDown();
    }

    private void end(String what) {
        calls.end("server \"" + target.server() + "\" " + what);
        close();
    }

    @Override
    public void send(byte[] message) {
        HttpRequests address = address();
        int status;
        try {
            status = sender.status(SEND_LIMIT, connection -> connection.write(address.post(), message));
        } catch (IOException e) {
            throw HttpFailure.notSent(target.server(), e);
        }
        if (status / 100 != 2) {
            throw HttpFailure.status(target.server(), status);
        }
    }

    @Override
    public void check() {
        // Connections look after their limits themselves.
    }

    @Override
    public void close() {
        closed.set(true);
        sender.close();
        announced.countDown();
    }
}
