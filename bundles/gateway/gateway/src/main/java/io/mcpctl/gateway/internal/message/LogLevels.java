package io.mcpctl.gateway.internal.message;

import io.mcpctl.jsonrpc.api.Envelope;
import io.mcpctl.jsonrpc.api.Json;
import io.mcpctl.jsonrpc.api.Member;
import java.util.List;
import java.util.Optional;

/** Levels of log messages, the least important first. */
public final class LogLevels {
    private static final List<String> LEVELS =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private LogLevels() {}

    public static boolean isLevel(String level) {
        return LEVELS.contains(level);
    }

    /** Whether {@code level} shows more than {@code other}; what is no level shows nothing. */
    public static boolean isMore(String level, String other) {
        return LEVELS.contains(level) && (!LEVELS.contains(other) || LEVELS.indexOf(level) < LEVELS.indexOf(other));
    }

    /** Whether a log message is at least as important as {@code least}. */
    public static boolean passes(Envelope message, String least) {
        Optional<String> level = message.span(Member.PARAMS)
                .flatMap(params -> Json.member(message.message(), params, "level"))
                .flatMap(span -> Json.text(message.message(), span));
        return LEVELS.contains(least)
                && level.filter(one -> LEVELS.indexOf(one) >= LEVELS.indexOf(least))
                        .isPresent();
    }
}
