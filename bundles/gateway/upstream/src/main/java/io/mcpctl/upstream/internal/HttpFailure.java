package io.mcpctl.upstream.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.util.Optional;

/** What a failed exchange means to its caller. */
final class HttpFailure {
    private HttpFailure() {}

    /** What the server did, for a sentence that begins with its name. */
    static String sentence(IOException e) {
        return e instanceof LineReader.TooLong
                ? String.valueOf(e.getMessage())
                : "cannot be reached or broke the connection (" + e.getClass().getSimpleName() + ")";
    }

    /** The JSON-RPC error in the body of a refusal, which tells the caller more than the status; some have no id. */
    static Optional<byte[]> answer(byte[] body, byte[] callerId) {
        Envelope error = Envelope.scan(body);
        return error.raw(Member.ERROR)
                .filter(raw -> error.kind() != Envelope.Kind.NOT_JSON && error.has(Member.ERROR_CODE))
                .map(raw -> Messages.error(callerId, raw));
    }

    /** An answer whose status says no and whose body does not say why. */
    static ProblemException status(String server, int status) {
        String advice = status == 401 || status == 403 ? "; check the headers of its definition" : "";
        return new ProblemException(
                ProblemKind.UPSTREAM, "server \"" + server + "\" answered with HTTP status " + status + advice);
    }

    static ProblemException notSent(String server, IOException e) {
        return Thread.currentThread().isInterrupted()
                ? new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while sending to \"" + server + "\"", e)
                : new ProblemException(ProblemKind.UPSTREAM, "server \"" + server + "\" cannot be reached", e);
    }
}
