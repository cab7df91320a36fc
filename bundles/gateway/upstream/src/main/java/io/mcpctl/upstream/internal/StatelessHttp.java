package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP of revision 2026-07-28: each request is a POST, read to its answer by the thread of its caller.
 * Closing its connection is what cancels it; nothing is ever resumed.
 */
final class StatelessHttp implements Transport {
    private static final Duration SEND_LIMIT = Duration.ofSeconds(30);
    /** So long a stream may go on after its answer before its connection is given up. */
    private static final Duration REST_LIMIT = Duration.ofSeconds(1);

    private final String server;
    private final StatelessCalls calls;
    private final HttpSender sender;
    private final boolean tier;
    private final HttpRequests requests;

    StatelessHttp(UpstreamTarget.Http target, StatelessCalls calls, HttpConnections connections) {
        this.server = target.server();
        this.calls = calls;
        this.sender = new HttpSender(server, connections, HttpAddress.of(target.url(), target.trust()));
        this.tier = target.tier();
        this.requests = new HttpRequests(server, target.url(), target.headers());
    }

    @Override
    public void exchange(Call call, byte[] message) {
        try {
            StatelessCall about = calls.of(call).orElseThrow();
            byte[] head = requests.post(lines(about));
            accept(about, sender.send(call, connection -> connection.write(head, message)));
        } catch (IOException e) {
            if (!Thread.currentThread().isInterrupted()) {
                fail(call, HttpFailure.sentence(e), e);
            }
        } catch (ProblemException e) {
            call.fail(e);
        }
    }

    private String lines(StatelessCall about) {
        String mirrored = MirroredHeaders.of(about.request(), about.headers());
        String cause = tier ? about.headers().getOrDefault(HttpRequests.CAUSE, "") : "";
        return mirrored + HttpRequests.line(HttpRequests.CAUSE, cause);
    }

    private void accept(StatelessCall about, HttpBody body) throws IOException {
        Call call = about.call();
        HttpHead head = body.head();
        if (head.isSuccess() && head.isEvents()) {
            events(about, body);
        } else {
            plain(call, head, sender.all(call, body));
        }
        if (!call.isDone() && !Thread.currentThread().isInterrupted()) {
            fail(call, "ended the exchange without an answer", null);
        }
    }

    private void plain(Call call, HttpHead head, byte[] answer) {
        if (head.isSuccess()) {
            calls.calls().receive(answer);
        } else {
            HttpFailure.answer(answer, call.callerId)
                    .ifPresentOrElse(call::answer, () -> call.fail(HttpFailure.status(server, head.status())));
        }
    }

    private void events(StatelessCall about, HttpBody body) throws IOException {
        Call call = about.call();
        EventReader events = sender.events(body, "");
        try {
            byte[] bytes;
            while (!call.isDone() && (bytes = events.next()) != null) {
                Envelope message = Envelope.scan(bytes);
                if (message.kind() == Envelope.Kind.NOTIFICATION) {
                    about.take(message); // it is on the stream of this request, so it is for nobody else
                } else {
                    calls.calls().receive(bytes);
                }
            }
        } finally {
            sender.rest(call, body, events, REST_LIMIT, late -> {}); // nothing may come after the answer
        }
    }

    private void fail(Call call, String what, @Nullable Throwable cause) {
        calls.calls().close(call);
        call.fail(new ProblemException(ProblemKind.UPSTREAM, "server \"" + server + "\" " + what, cause));
    }

    /** Cancellations are not sent: the closed connection was one. */
    @Override
    public void send(byte[] message) {
        Envelope notification = Envelope.scan(message);
        if (notification.is(Member.METHOD, "\"notifications/cancelled\"")) {
            return;
        }
        int status;
        try {
            byte[] head = requests.post(MirroredHeaders.of(notification));
            status = sender.status(SEND_LIMIT, connection -> connection.write(head, message));
        } catch (IOException e) {
            throw HttpFailure.notSent(server, e);
        }
        if (status / 100 != 2) {
            throw HttpFailure.status(server, status);
        }
    }

    @Override
    public void check() {
        // Connections look after their limits themselves.
    }

    @Override
    public void close() {
        sender.close();
    }
}
