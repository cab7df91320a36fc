package io.mcpctl.proxymodels.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.proxymodel.api.Onward;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way on to the server for one hook; remembers what came of it, so that errors reach the client as they are. */
final class Passage implements Onward {
    private final byte[] request;
    private final UnaryOperator<byte[]> onward;
    private final Watch watch;
    private volatile byte @Nullable [] answer;
    private volatile @Nullable String result;
    private volatile @Nullable RuntimeException failure;

    Passage(byte[] request, UnaryOperator<byte[]> onward, Watch watch) {
        this.request = request;
        this.onward = onward;
        this.watch = watch;
    }

    @Override
    public String proceed() {
        watch.pause();
        try {
            byte[] came = onward.apply(request);
            answer = came;
            String json = Envelope.scan(came)
                    .raw(Member.RESULT)
                    .map(raw -> new String(raw, StandardCharsets.UTF_8))
                    .orElseThrow(() -> new ProblemException(ProblemKind.UPSTREAM, "the server answered with an error"));
            result = json;
            return json;
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        } finally {
            watch.resume();
        }
    }

    /** The server's answer, when the hook left its result as it was. */
    @SuppressWarnings("ReferenceEquality") // the very same text needs no look at its characters
    Optional<byte[]> answer(String returned) {
        return returned == result ? Optional.ofNullable(answer) : Optional.empty();
    }

    /** The server's error, when that is why the hook failed; throws what the way on threw. */
    Optional<byte[]> refusal() {
        RuntimeException failed = failure;
        if (failed == null) {
            return Optional.empty();
        }
        if (answer == null) {
            throw failed;
        }
        return Optional.ofNullable(answer);
    }
}
