package io.mcpctl.gateway.internal.http;

import io.mcpctl.gateway.internal.access.Party;
import io.mcpctl.gateway.internal.audit.Recorder;
import io.mcpctl.gateway.internal.message.Answers;
import io.mcpctl.gateway.internal.message.HttpFault;
import io.mcpctl.gateway.internal.message.RequestId;
import io.mcpctl.gateway.internal.message.RequestIds;
import io.mcpctl.gateway.internal.message.RpcFault;
import io.mcpctl.gateway.internal.message.Rules;
import io.mcpctl.gateway.internal.message.Transport;
import io.mcpctl.gateway.internal.stateless.Ask;
import io.mcpctl.gateway.internal.stateless.StatelessEndpoint;
import io.mcpctl.gateway.internal.stateless.Subscription;
import io.mcpctl.gateway.internal.stateless.Visits;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.MDC;

/** Takes one message of a client of the stateless era. */
final class StatelessPost {
    private final Recorder recorder;
    private final Visits visits;
    private final Pulse pulse;
    private final RequestIds ids;

    StatelessPost(Recorder recorder, Visits visits, Pulse pulse, RequestIds ids) {
        this.ids = ids;
        this.recorder = recorder;
        this.visits = visits;
        this.pulse = pulse;
    }

    void handle(StatelessEndpoint endpoint, Posted posted) throws IOException {
        Envelope message = posted.message();
        switch (message.kind()) {
            case NOT_JSON -> throw new HttpFault(400, RpcFault.NOT_JSON, message.reason());
            case INVALID -> throw new HttpFault(400, RpcFault.INVALID_REQUEST, message.reason());
            case RESPONSE ->
                throw new HttpFault(
                        400, RpcFault.INVALID_REQUEST, "clients of revision " + Rules.REVISION + " send no responses");
            case NOTIFICATION -> {
                if (!message.method().equals("notifications/cancelled")) { // closing the stream is what cancels
                    endpoint.notification(posted.caller(), posted.route(), message);
                }
                posted.out().setStatus(HttpServletResponse.SC_ACCEPTED);
            }
            case REQUEST -> request(endpoint, posted);
        }
    }

    private void request(StatelessEndpoint endpoint, Posted posted) throws IOException {
        Envelope message = posted.message();
        try {
            Rules.check(posted.in(), message);
        } catch (RpcFault fault) {
            byte[] id = message.raw(Member.ID).orElseThrow();
            Reply.json(posted.out(), HttpServletResponse.SC_BAD_REQUEST, fault.answer(id));
            return;
        }
        StatelessReply reply = new StatelessReply(posted.out(), Thread.currentThread());
        RequestId called = posted.called(ids);
        Ask ask =
                new Ask(posted.caller(), posted.route(), message, Rules.parameters(posted.in()), reply::event, called);
        pulse.add(reply);
        try (var logged = MDC.putCloseable(RequestIds.LOGGED, called.correlation())) {
            answer(endpoint, ask, visits.of(ask, Transport.of(posted.in())), reply);
        } finally {
            pulse.remove(reply);
        }
    }

    private void answer(StatelessEndpoint endpoint, Ask ask, Party party, StatelessReply reply) throws IOException {
        long begin = System.nanoTime();
        byte[] answer = Answers.of(ask.requestId(), ask.correlation(), () -> endpoint.answer(ask));
        if (ask.request().is(Member.METHOD, "\"tools/call\"")) {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            recorder.called(party, ask.called(), ask.server(), reply.isGone(), ask.request(), answer, took);
        }
        if (reply.isEnding() && ask.request().is(Member.METHOD, "\"subscriptions/listen\"")) {
            reply.finish(HttpServletResponse.SC_OK, Subscription.over(ask));
        } else {
            reply.finish(Rules.status(answer), answer);
        }
    }
}
