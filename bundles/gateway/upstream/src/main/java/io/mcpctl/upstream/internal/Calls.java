package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The id space of one upstream session: requests in flight, and where messages of the server go. */
final class Calls {
    private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
    private static final int MAX_IN_FLIGHT = 1024;
    private static final byte[] NO_CALL = {};

    private final String server;
    private final UpstreamListener listener;
    private final Map<Integer, Call> inFlight = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Patience patience = new Patience();
    private volatile @Nullable ProblemException ended;

    Calls(String server, UpstreamListener listener) {
        this.server = server;
        this.listener = listener;
    }

    Patience patience() {
        return patience;
    }

    Call open(Envelope request, Duration limit, String correlation) {
        if (request.kind() != Envelope.Kind.REQUEST) {
            throw new ProblemException(ProblemKind.INVALID, "not a request for server \"" + server + "\"");
        }
        if (inFlight.size() >= MAX_IN_FLIGHT) {
            throw new ProblemException(
                    ProblemKind.THROTTLED,
                    "server \"" + server + "\" has " + MAX_IN_FLIGHT + " requests in flight; try again later");
        }
        Call call = new Call(ids.incrementAndGet(), request, limit.toNanos(), correlation);
        inFlight.put(call.id, call);
        ProblemException problem = ended;
        if (problem != null) {
            inFlight.remove(call.id);
            // Nothing was sent: another session may be asked.
            throw new ProblemException(ProblemKind.NOT_FOUND, problem.problem().detail(), problem);
        }
        return call;
    }

    void close(Call call) {
        inFlight.remove(call.id);
    }

    Optional<Call> find(byte[] callerId) {
        return inFlight.values().stream().filter(call -> call.isFor(callerId)).findFirst();
    }

    /** Takes one message of the server. */
    void receive(byte[] bytes) {
        receive(bytes, NO_CALL);
    }

    /** Takes one message of the server that came with the answer to a call. */
    void receive(byte[] bytes, Call with) {
        receive(bytes, with.callerId);
    }

    private void receive(byte[] bytes, byte[] about) {
        Envelope message = Envelope.scan(bytes);
        switch (message.kind()) {
            case RESPONSE -> answer(message);
            case REQUEST -> {
                patience.asked();
                listener.request(bytes, about);
            }
            case NOTIFICATION -> notification(message, about);
            case NOT_JSON, INVALID -> broken(message);
        }
    }

    /** What is no message is skipped; but who waits for just this answer must not wait until the limit. */
    private void broken(Envelope message) {
        Call call = message.has(Member.METHOD) ? null : call(message, Member.ID);
        if (call != null) {
            inFlight.remove(call.id);
            call.fail(new ProblemException(
                    ProblemKind.UPSTREAM,
                    "the answer of server \"" + server + "\" to " + call.method + " is broken: " + message.reason()));
            return;
        }
        LOG.atDebug()
                .addKeyValue("server", server)
                .addKeyValue("bytes", message.message().length)
                .addKeyValue("reason", message.reason())
                .log("output that is no message skipped");
    }

    private void answer(Envelope response) {
        Call call = call(response, Member.ID);
        if (call == null) {
            LOG.atDebug().addKeyValue("server", server).log("answer with an unknown id ignored");
            return;
        }
        inFlight.remove(call.id);
        call.answer(response.with(Member.ID, call.callerId));
    }

    private @Nullable Call call(Envelope message, Member member) {
        try {
            return message.raw(member)
                    .map(raw -> inFlight.get(Integer.parseInt(new String(raw, StandardCharsets.UTF_8))))
                    .orElse(null);
        } catch (NumberFormatException e) {
            return null; // an id that is no number of ours cannot belong to a call
        }
    }

    private void notification(Envelope message, byte[] about) {
        if (message.is(Member.METHOD, "\"notifications/progress\"")) {
            byte[] token = message.raw(Member.PARAMS_PROGRESS_TOKEN).orElse(new byte[0]);
            for (Call call : inFlight.values()) {
                if (call.hasToken(token)) {
                    call.restartLimit();
                }
            }
        } else if (message.is(Member.METHOD, "\"notifications/cancelled\"")) {
            patience.answered();
        }
        listener.notification(message.message(), about);
    }

    /** The text of a cancellation as the server must get it. */
    static byte[] cancellation(Call call, String reason) {
        return Messages.notification(
                "notifications/cancelled",
                Messages.join(
                        Messages.ascii("{\"requestId\":" + call.id + ",\"reason\":"),
                        JsonText.encode(reason),
                        Messages.ascii("}")));
    }

    /** Fails everything in flight and everything that comes later; only the first end counts. */
    boolean end(String reason) {
        ProblemException problem = new ProblemException(ProblemKind.UPSTREAM, reason);
        synchronized (this) {
            if (ended != null) {
                return false;
            }
            ended = problem;
        }
        inFlight.values().forEach(call -> call.fail(problem));
        inFlight.clear();
        listener.closed(reason);
        return true;
    }

    void failAll(String reason) {
        ProblemException problem = new ProblemException(ProblemKind.UPSTREAM, reason);
        inFlight.values().forEach(call -> call.fail(problem));
        inFlight.clear();
    }

    /** Ends the calls that are beyond their limits; false when none was in flight. */
    boolean expire() {
        if (inFlight.isEmpty()) {
            return false;
        }
        long now = System.nanoTime();
        inFlight.values().forEach(call -> call.expire(now, patience));
        return true;
    }

    /** How it ended, if it has. */
    Optional<ProblemException> ended() {
        return Optional.ofNullable(ended);
    }

    boolean isOpen() {
        return ended == null;
    }
}
