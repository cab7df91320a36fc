package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.upstream.api.UpstreamListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests of many callers on one connection: which of them a message of the server is for. */
final class StatelessCalls implements UpstreamListener {
    private static final Logger LOG = LoggerFactory.getLogger(StatelessCalls.class);

    private final String server;
    private final Map<Integer, StatelessCall> open = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Calls> calls = new AtomicReference<>();

    StatelessCalls(String server) {
        this.server = server;
    }

    /** Names the plain calls that these are built on; once, before everything else. */
    void on(Calls plain) {
        calls.set(plain);
    }

    Calls calls() {
        return Objects.requireNonNull(calls.get());
    }

    StatelessCall open(Envelope request, Map<String, String> headers, Duration limit, Consumer<byte[]> notifications) {
        Call call = calls().open(request, limit, "");
        StatelessCall made = new StatelessCall(call, request, headers, notifications);
        open.put(call.id, made);
        return made;
    }

    void close(StatelessCall call) {
        calls().close(call.call());
        open.remove(call.call().id);
    }

    /** The one behind a plain call; empty when it is over. */
    Optional<StatelessCall> of(Call call) {
        return Optional.ofNullable(open.get(call.id));
    }

    @Override
    public void request(byte[] message) {
        calls().patience().answered(); // nobody will answer it, so no limit rests for it
        LOG.atDebug().addKeyValue("server", server).log("request of a stateless server ignored: it may not send any");
    }

    /** On a connection without streams of its own for each request, names in the message tell which one it is for. */
    @Override
    public void notification(byte[] message) {
        Envelope notification = Envelope.scan(message);
        if (notification.is(Member.METHOD, "\"notifications/cancelled\"")) {
            find(notification, Member.PARAMS_REQUEST_ID).ifPresent(this::cancelled);
            return;
        }
        Optional<StatelessCall> addressee = find(notification, Member.PARAMS_META_SUBSCRIPTION_ID)
                .or(() -> find(notification, Member.PARAMS_PROGRESS_TOKEN))
                .or(() -> logging(notification));
        addressee.ifPresentOrElse(call -> call.take(notification), () -> LOG.atDebug()
                .addKeyValue("server", server)
                .addKeyValue("method", notification.method())
                .log("notification that belongs to no request dropped"));
    }

    private Optional<StatelessCall> find(Envelope message, Member name) {
        return message.raw(name)
                .filter(raw -> raw.length < 11)
                .map(raw -> new String(raw, StandardCharsets.US_ASCII))
                .filter(text -> text.chars().allMatch(Character::isDigit))
                .map(text -> open.get((int) Long.parseLong(text)));
    }

    /** Nothing in a log message tells its request, and it must not reach another caller: only a lone wish gets it. */
    private Optional<StatelessCall> logging(Envelope notification) {
        if (notification.has(Member.PARAMS_META_SUBSCRIPTION_ID) || notification.has(Member.PARAMS_PROGRESS_TOKEN)) {
            return Optional.empty();
        }
        List<StatelessCall> candidates = notification.is(Member.METHOD, "\"notifications/message\"")
                ? open.values().stream().filter(StatelessCall::wantsLog).toList()
                : open.values().stream().filter(call -> !call.listens()).toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
    }

    private void cancelled(StatelessCall call) {
        call.call()
                .fail(new ProblemException(
                        ProblemKind.UPSTREAM, "server \"" + server + "\" cancelled " + call.call().method));
    }

    @Override
    public void closed(String reason) {
        LOG.atDebug()
                .addKeyValue("server", server)
                .addKeyValue("reason", reason)
                .log("stateless connection ended");
    }
}
