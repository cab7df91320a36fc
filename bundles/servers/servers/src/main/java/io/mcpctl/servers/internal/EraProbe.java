package io.mcpctl.servers.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.servers.internal.KnownEras.Found;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which eras an instance speaks. Whether it has sessions its own session has shown already; whether it is
 * stateless is asked over the connection that stateless requests would use, because a process that was initialised may
 * speak the era of sessions only from then on.
 */
record EraProbe(Supplier<Era> own, Supplier<StatelessUpstream> stateless, boolean external) {
    private static final Logger LOG = LoggerFactory.getLogger(EraProbe.class);
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration DOUBT = Duration.ofSeconds(60);
    private static final Duration FAILURE = Duration.ofSeconds(5);
    private static final Duration ELSEWHERE = Duration.ofMinutes(10);
    private static final Duration GENERATION = Duration.ofDays(365);

    Found ask() {
        Era shown;
        try {
            shown = own.get();
        } catch (ProblemException e) {
            return Found.nothing(e, FAILURE);
        }
        return shown == Era.STATELESS ? Found.lasting(Set.of(Era.STATELESS), lasting()) : askFurther();
    }

    private Found askFurther() {
        try (StatelessUpstream connection = stateless.get()) {
            byte[] answer = connection.request(McpMessages.discover(), Map.of(), LIMIT, notification -> {});
            boolean both = McpMessages.isStateless(answer);
            return Found.lasting(both ? Set.of(Era.SESSION, Era.STATELESS) : Set.of(Era.SESSION), lasting());
        } catch (ProblemException e) {
            LOG.atDebug().setCause(e).log("server does not answer as a stateless one");
            if (Thread.currentThread().isInterrupted()) {
                throw e; // nothing was learnt
            }
            return Found.lasting(Set.of(Era.SESSION), DOUBT);
        }
    }

    /** What runs elsewhere can be replaced without our knowledge. */
    private Duration lasting() {
        return external ? ELSEWHERE : GENERATION;
    }
}
