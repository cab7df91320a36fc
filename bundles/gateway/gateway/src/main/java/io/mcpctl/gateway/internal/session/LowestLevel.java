package io.mcpctl.gateway.internal.session;

import io.mcpctl.gateway.internal.message.LogLevels;
import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.jsonrpc.api.Member;
import io.mcpctl.jsonrpc.api.Messages;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The logging level of an upstream session that several clients use: the server gets the lowest of all, and each client
 * only what it asked for. Who asks for nothing gets everything until somebody asks, and then what is usual.
 */
final class LowestLevel {
    private static final String USUAL = "info";

    private volatile String atServer = "";

    /** Answers {@code logging/setLevel} of one client; {@code ask} sends a request to the server. */
    byte[] set(Seat seat, Collection<Seat> all, Envelope request, UnaryOperator<byte[]> ask) {
        String wanted = request.text(Member.PARAMS_LEVEL).orElse("");
        if (!LogLevels.isLevel(wanted)) {
            return ask.apply(request.message()); // the server says what is wrong with it
        }
        String before = seat.level();
        seat.level(wanted);
        String lowest = lowest(all);
        if (lowest.equals(atServer)) {
            return Messages.result(request.raw(Member.ID).orElseThrow(), Endpoint.EMPTY);
        }
        byte[] answer = ask.apply(request.with(Member.PARAMS_LEVEL, JsonText.encode(lowest)));
        if (Envelope.scan(answer).has(Member.RESULT)) {
            atServer = lowest;
        } else {
            seat.level(before);
        }
        return answer;
    }

    /** Lets the server send what a newcomer wants, who finds a level that others have set. */
    void admit(Collection<Seat> all, Consumer<byte[]> tell) {
        String lowest = lowest(all);
        if (!atServer.isEmpty() && LogLevels.isMore(lowest, atServer)) {
            tell.accept(Setup.params("logging/setLevel", "level", JsonText.encode(lowest)));
            atServer = lowest;
        }
    }

    private static String lowest(Collection<Seat> all) {
        String lowest = "";
        for (Seat seat : all) {
            String one = seat.level().isEmpty() ? USUAL : seat.level();
            lowest = LogLevels.isMore(one, lowest) ? one : lowest;
        }
        return lowest;
    }

    boolean passes(Seat seat, Envelope message) {
        if (seat.level().isEmpty()) {
            return atServer.isEmpty() || LogLevels.passes(message, USUAL);
        }
        return LogLevels.passes(message, seat.level());
    }
}
