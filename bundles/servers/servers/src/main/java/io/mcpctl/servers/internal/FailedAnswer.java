package io.mcpctl.servers.internal;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Member;
import java.nio.charset.StandardCharsets;

/** Tells whether a server answered with an error. Asked for every call: only a short answer that may be one is parsed. */
final class FailedAnswer {
    private static final int LONGEST_ERROR = 64 * 1024;
    private static final byte[] WORD = "rror\"".getBytes(StandardCharsets.US_ASCII);

    private FailedAnswer() {}

    /** A JSON-RPC error, or a result that says that it is one. */
    static boolean is(byte[] answer) {
        if (answer.length > LONGEST_ERROR || !mayBe(answer)) {
            return false;
        }
        Envelope read = Envelope.scan(answer);
        return read.has(Member.ERROR) || read.is(Member.RESULT_IS_ERROR, "true");
    }

    /** Whether it has the end of {@code "error"} or {@code "isError"}. */
    private static boolean mayBe(byte[] answer) {
        for (int at = 0; at <= answer.length - WORD.length; at++) {
            if (answer[at] == WORD[0]
                    && answer[at + 1] == WORD[1]
                    && answer[at + 2] == WORD[2]
                    && answer[at + 3] == WORD[3]
                    && answer[at + 4] == WORD[4]) {
                return true;
            }
        }
        return false;
    }
}
