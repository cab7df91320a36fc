package com.example.setsid;

import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process that leads its own group. */
record Child(Process process) {
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");
    private static final Duration LAST = Duration.ofSeconds(5);

    static Child start(WorkloadSpec spec, LastLines errors) {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(spec.command());
        ProcessBuilder builder = new ProcessBuilder(line);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(PASSED_ON);
        environment.putAll(spec.env());
        try {
            Process process = builder.start();
            errors.follow("stderr-" + spec.name(), process.getErrorStream());
            return new Child(process);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "\"" + spec.name() + "\" cannot be started: " + e.getMessage(), e);
        }
    }

    Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    Optional<Integer> awaitExit(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? Optional.of(process.exitValue())
                : Optional.empty();
    }

    /** Asks the whole group, waits for its leader, and kills whoever is left of it. */
    void end(Duration grace) {
        try {
            if (process.isAlive()) {
                signal("TERM");
                awaitExit(grace);
            }
            signal("KILL");
            awaitExit(LAST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private void signal(String name) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + name, "--", "-" + process.pid())
                    .redirectError(Redirect.DISCARD)
                    .start()
                    .waitFor(LAST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            process.destroyForcibly(); // no program kill: at least the leader goes
        }
    }
}
