package io.mcpctl.tierlink.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.tierlink.internal.RemoteServers.Credential;
import io.mcpctl.upstream.api.Upstream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Optional;

/** A session with a server at mcpd; what goes wrong on the way is told as a matter of mcpd, not of the server. */
final class RemoteSession implements Upstream {
    /** mcpd's own limit comes first, since it can say more. */
    private static final Duration LATER = Duration.ofSeconds(5);
    /** Refusals are short. */
    private static final int LONGEST_REFUSAL = 4096;

    private static final int UNAUTHENTICATED = 401;

    private final String server;
    private final Upstream link;
    private final Mcpd mcpd;
    private final Credential credential;
    private final Runnable refused;

    RemoteSession(String server, Upstream link, Mcpd mcpd, Credential credential, Runnable refused) {
        this.server = server;
        this.link = link;
        this.mcpd = mcpd;
        this.credential = credential;
        this.refused = refused;
    }

    @Override
    public byte[] request(byte[] message, Duration limit) {
        byte[] answer;
        try {
            answer = link.request(message, limit.plus(LATER));
        } catch (ProblemException e) {
            throw e.kind() == ProblemKind.UPSTREAM ? broken(e) : e;
        }
        if (answer.length < LONGEST_REFUSAL && status(answer) == UNAUTHENTICATED) {
            throw unauthenticated();
        }
        return answer;
    }

    /** HTTP status of a refusal, which mcpd puts into the error's data; 0 for every other message. */
    private static int status(byte[] answer) {
        Optional<String> status = Envelope.scan(answer)
                .span(Member.ERROR)
                .flatMap(error -> Json.member(answer, error, "data"))
                .filter(data -> answer[data.start()] == '{')
                .flatMap(data -> Json.member(answer, data, "status"))
                .map(span -> new String(
                        answer,
                        span.start(),
                        Math.min(4, span.end() - span.start()),
                        java.nio.charset.StandardCharsets.US_ASCII));
        return status.filter(text -> text.equals("401")).isPresent() ? UNAUTHENTICATED : 0;
    }

    /** The request was not looked at: with another bearer it can be sent again over a new session. */
    private ProblemException unauthenticated() {
        refused.run();
        link.close();
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
                    "mcpd at " + mcpd.shown() + " broke the connection during a call to server \"" + server
                            + "\"; whether the call ran is not known",
                    cause);
        }
        return e;
    }

    @Override
    public void send(byte[] message) {
        link.send(message);
    }

    @Override
    public void cancel(byte[] id, byte[] cancelled) {
        link.cancel(id, cancelled);
    }

    @Override
    public boolean isOpen() {
        return link.isOpen();
    }

    @Override
    public void close() {
        link.close();
    }
}
