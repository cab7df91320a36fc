package io.mcpctl.benchmarks.gateway;

import java.io.IOException;
import java.util.List;

/**
 * A line of the table: one way from the client to the echo server.
 *
 * @param upstream how it reaches the echo server: http or stdio
 */
record Row(String name, String upstream, Starter starter) {
    /** A started way and the processes whose resources count. */
    record Running(Endpoint endpoint, List<Long> pids) {
        Running(Endpoint endpoint, long pid) {
            this(endpoint, List.of(pid));
        }
    }

    /** Starts it; an {@link IOException} says why it cannot be had here. */
    @FunctionalInterface
    interface Starter {
        Running start(Place place) throws IOException, InterruptedException;
    }
}
