package io.mcpctl.orchestrator.process;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The first child of a definition, the further ones beside it, and their logs. */
final class Workload {
    private static final int MAX_FURTHER_CHILDREN = 1_000;
    private static final int LOG_PART_BYTES = 64 * 1024;

    private final String id;
    private final WorkloadSpec spec;
    private final ChildStarter starter;
    private final BoundedLog errors;
    private final @Nullable BoundedLog output;
    private final Child first;
    private final Instant created = Instant.now();
    private final AtomicBoolean attached = new AtomicBoolean();
    private final Set<Child> further = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile @Nullable Usage usage;

    private record Usage(Instant at, long memoryBytes, double cpuSeconds) {}

    Workload(WorkloadSpec spec, ChildStarter starter, BoundedLog errors, @Nullable BoundedLog output) {
        this.spec = spec;
        this.starter = starter;
        this.errors = errors;
        this.output = output;
        this.first = starter.start(spec.name(), spec, errors);
        this.id = spec.name() + "." + first.group();
        if (output != null) {
            new Drain("stdout-" + spec.name(), first.process().getInputStream(), output, spec.secrets());
        }
    }

    String id() {
        return id;
    }

    String name() {
        return spec.name();
    }

    WorkloadInfo info() {
        Optional<Integer> exit = first.exitCode();
        Optional<Usage> used = exit.isPresent() ? Optional.empty() : Optional.of(usage());
        return new WorkloadInfo(
                id,
                spec.name(),
                state(exit),
                spec.port().map(port -> "127.0.0.1"),
                spec.port(),
                exit,
                created,
                used.map(Usage::memoryBytes),
                used.map(Usage::cpuSeconds),
                Map.of(
                        "pid",
                        Long.toString(first.group()),
                        "program",
                        spec.command().getFirst()));
    }

    /** Looking through all processes of the machine takes a while, and nobody needs it more than once a second. */
    private Usage usage() {
        Usage known = usage;
        if (known == null || known.at().plusSeconds(1).isBefore(Instant.now())) {
            List<Proc.Stat> members = Proc.group(first.group());
            known = new Usage(Instant.now(), Proc.memoryBytes(members), Proc.cpuSeconds(members));
            usage = known;
        }
        return known;
    }

    private State state(Optional<Integer> exit) {
        if (exit.isEmpty()) {
            return State.RUNNING;
        }
        return stopping || exit.get() == 0 ? State.STOPPED : State.ERROR;
    }

    StdioChannel attach() {
        if (!spec.stdin()) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED, "\"" + spec.name() + "\" does not speak over its standard streams");
        }
        if (!attached.compareAndSet(false, true)) {
            throw new ProblemException(
                    ProblemKind.CONFLICT,
                    "the streams of \"" + spec.name() + "\" are in use; close that session first");
        }
        return new ProcessChannel(first, () -> stopping = true);
    }

    StdioChannel exec() {
        if (stopping || first.exitCode().isPresent()) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE, "\"" + spec.name() + "\" has ended; wait for its replacement");
        }
        if (further.size() >= MAX_FURTHER_CHILDREN) {
            throw new ProblemException(
                    ProblemKind.THROTTLED, "\"" + spec.name() + "\" has too many sessions; close some and retry");
        }
        Child child = starter.start(spec.name() + "-session", spec, errors);
        further.add(child);
        ProcessChannel channel = new ProcessChannel(child, () -> further.remove(child));
        if (stopping) {
            channel.close(); // stopped meanwhile, after the others were ended
        }
        return channel;
    }

    void stop(Duration grace) {
        stopping = true;
        List<Thread> ends = further.stream()
                .map(child -> Thread.ofVirtual().name("stop-" + id).start(() -> child.end(Duration.ZERO, grace)))
                .toList();
        first.end(Duration.ZERO, grace);
        for (Thread end : ends) {
            join(end, grace.plusSeconds(5));
        }
        further.clear();
        errors.close();
        if (output != null) {
            output.close();
        }
    }

    private static void join(Thread thread, Duration limit) {
        try {
            thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    WorkloadLog log(int tail) {
        return new WorkloadLog(output == null ? "" : output.tail(tail), errors.tail(tail));
    }

    LogMark logMark(int tail) {
        return new LogMark(output == null ? 0 : output.mark(tail), errors.mark(tail));
    }

    LogPart logAfter(LogMark mark) {
        BoundedLog.Part err = errors.after(mark.stderr(), LOG_PART_BYTES);
        BoundedLog.Part out = output == null ? new BoundedLog.Part("", 0) : output.after(mark.stdout(), LOG_PART_BYTES);
        return new LogPart(out.text(), err.text(), new LogMark(out.next(), err.next()));
    }

    void deleteLogs() throws IOException {
        errors.delete();
        if (output != null) {
            output.delete();
        }
    }
}
