package io.mcpctl.tierlink.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Span;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.tierlink.internal.RemoteServers.Credential;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** What goes wrong on the way to a server at mcpd, told as a matter of mcpd and not of the server. */
record RemoteFaults(String server, Mcpd mcpd, Credential credential, Runnable refused) {
    /** Refusals are short. */
    private static final int LONGEST_REFUSAL = 4096;

    /** The answer; refusals of the bearer and lost connections as problems. */
    byte[] checked(Supplier<byte[]> request) {
        byte[] answer;
        try {
            answer = request.get();
        } catch (ProblemException e) {
            throw e.kind() == ProblemKind.UPSTREAM ? broken(e) : e;
        }
        if (answer.length < LONGEST_REFUSAL && isUnauthenticated(answer)) {
            refused.run();
            throw unauthenticated();
        }
        return answer;
    }

    /** mcpd puts the HTTP status of a refusal into the data of its error. */
    private static boolean isUnauthenticated(byte[] answer) {
        return Envelope.scan(answer)
                .span(Member.ERROR)
                .flatMap(error -> Json.member(answer, error, "data"))
                .filter(data -> answer[data.start()] == '{')
                .flatMap(data -> Json.member(answer, data, "status"))
                .filter(status -> text(answer, status).equals("401"))
                .isPresent();
    }

    private static String text(byte[] message, Span span) {
        return new String(message, span.start(), Math.min(4, span.length()), StandardCharsets.US_ASCII);
    }

    /** The request was not looked at: with another bearer it can be sent again over a new session. */
    private ProblemException unauthenticated() {
        if (credential.own() && !mcpd.own().now().equals(credential.bearer())) {
            return new ProblemException(ProblemKind.NOT_FOUND, "there is another token for mcpd since");
        }
        return new ProblemException(
                ProblemKind.UNAUTHENTICATED,
                credential.own() ? Mcpd.REMEDY : "mcpd does not accept the token any more; log in again");
    }

    private ProblemException broken(ProblemException e) {
        Throwable cause = e.getCause();
        if (cause instanceof ConnectException) {
            return mcpd.unavailable(cause);
        }
        if (cause instanceof IOException) {
            return new ProblemException(
                    ProblemKind.UPSTREAM,
                    "mcpd at " + mcpd.shown() + " broke the connection during a request to server \"" + server
                            + "\"; whether it ran is not known",
                    cause);
        }
        return e;
    }
}
