package {{package}};

import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadInfo.State;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** One workload: its first process, those started beside it, and what they wrote. */
final class Workload {
    private static final int MOST_FURTHER = 100;
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");

    private final WorkloadSpec spec;
    private final Instant created = Instant.now();
    private final LastLines errors;
    private final LastLines output;
    private final Process first;
    private final Set<ProcessStreams> further = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean attached = new AtomicBoolean();
    private volatile boolean stopping;

    Workload(WorkloadSpec spec) {
        this.spec = spec;
        errors = new LastLines(spec.secrets());
        output = new LastLines(spec.secrets());
        first = process();
        if (!spec.stdin()) {
            output.follow("stdout-" + spec.name(), first.getInputStream());
        }
    }

    private Process process() {
        ProcessBuilder builder = new ProcessBuilder(spec.command());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(PASSED_ON);
        environment.putAll(spec.env());
        try {
            Process process = builder.start();
            errors.follow("stderr-" + spec.name(), process.getErrorStream());
            return process;
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM, "\"" + spec.name() + "\" cannot be started: " + e.getMessage(), e);
        }
    }

    WorkloadInfo info() {
        Optional<Integer> exit = first.isAlive() ? Optional.empty() : Optional.of(first.exitValue());
        State state = exit.isEmpty() ? State.RUNNING : stopping || exit.get() == 0 ? State.STOPPED : State.ERROR;
        return new WorkloadInfo(
                spec.name(),
                spec.name(),
                state,
                spec.port().map(port -> "127.0.0.1"),
                spec.port(),
                exit,
                created,
                Optional.empty(),
                Optional.empty(),
                Map.of("pid", Long.toString(first.pid())));
    }

    WorkloadLog log(int tail) {
        return new WorkloadLog(output.last(tail), errors.last(tail));
    }

    StdioChannel attach() {
        if (!spec.stdin()) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED, "\"" + spec.name() + "\" does not speak over its standard streams");
        }
        if (!attached.compareAndSet(false, true)) {
            throw new ProblemException(
                    ProblemKind.CONFLICT, "the streams of \"" + spec.name() + "\" are in use; close that session first");
        }
        return new ProcessStreams(first, errors, ended -> stopping = true);
    }

    StdioChannel exec() {
        if (stopping || !first.isAlive()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "\"" + spec.name() + "\" has ended; wait for its replacement");
        }
        if (further.size() >= MOST_FURTHER) {
            throw new ProblemException(
                    ProblemKind.THROTTLED, "\"" + spec.name() + "\" has too many sessions; close some and retry");
        }
        ProcessStreams streams = new ProcessStreams(process(), errors, further::remove);
        further.add(streams);
        return streams;
    }

    void stop(Duration grace) {
        stopping = true;
        further.parallelStream().forEach(streams -> ProcessStreams.end(streams.process(), grace));
        ProcessStreams.end(first, grace);
    }
}
