package io.mcpctl.observe.internal;

import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How the daemon is.
 *
 * @param unhealthyCount instances whose probes fail
 * @param errorCount instances that failed
 * @param errorRate share of the tool calls that failed, 0 to 1
 * @param averageUptime of the instances that run, in seconds
 */
record Overview(
        State overallStatus,
        int totalInstances,
        int healthyCount,
        int unhealthyCount,
        int errorCount,
        double errorRate,
        long averageUptime,
        Part orchestrator,
        Part database) {

    /** In one word. */
    enum State {
        healthy,
        degraded,
        unhealthy
    }

    /** Something the daemon needs. */
    record Part(boolean reachable) {}

    static Overview of(
            List<InstanceBoard.Entry> instances,
            Collection<Tally.Counted> calls,
            boolean orchestrator,
            boolean database) {
        int errors = (int) instances.stream()
                .filter(i -> i.spec().status() == Status.ERROR)
                .count();
        int failing = (int) instances.stream().filter(Overview::probesFail).count();
        int healthy = (int) instances.stream()
                .filter(i -> i.spec().status() == Status.RUNNING)
                .filter(i -> i.spec().healthStatus().equals(Optional.of(Health.healthy)))
                .count();
        long all = calls.stream().mapToLong(Tally.Counted::calls).sum();
        long failed = calls.stream().mapToLong(Tally.Counted::errors).sum();
        return new Overview(
                state(instances.size(), errors + failing, orchestrator && database),
                instances.size(),
                healthy,
                failing,
                errors,
                all == 0 ? 0 : (double) failed / all,
                (long) instances.stream()
                        .flatMap(i -> i.spec().uptimeSeconds().stream())
                        .mapToLong(Long::longValue)
                        .average()
                        .orElse(0),
                new Part(orchestrator),
                new Part(database));
    }

    static boolean probesFail(InstanceBoard.Entry entry) {
        return entry.spec().status() == Status.RUNNING
                && entry.spec().healthStatus().filter(h -> h != Health.healthy).isPresent();
    }

    private static State state(int total, int bad, boolean reachable) {
        if (!reachable || (total > 0 && bad == total)) {
            return State.unhealthy;
        }
        return bad > 0 ? State.degraded : State.healthy;
    }

    /** Why it is not healthy, for the log. */
    String reason() {
        if (!database.reachable()) {
            return "the database cannot be reached";
        }
        if (!orchestrator.reachable()) {
            return "the orchestrator cannot be reached";
        }
        return errorCount + unhealthyCount + " of " + totalInstances + " instances are bad";
    }
}
