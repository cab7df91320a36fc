package io.mcpctl.orchestrator.process;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.StdioChannel;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs workloads as children of the daemon's host; nothing of them outlives the daemon or this component. */
@Component(configurationPid = "io.mcpctl.orchestrator.process", property = "name=process", immediate = true)
@Designate(ocd = ProcessOrchestrator.Config.class)
public final class ProcessOrchestrator implements Orchestrator {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessOrchestrator.class);
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);
    private static final int MAX_WORKLOADS = 1_000;

    /** Configuration of the process orchestrator. */
    @ObjectClassDefinition(name = "Process orchestrator", description = "Runs MCP servers as child processes.")
    public @interface Config {
        @AttributeDefinition(description = "Home folder of mcpctl; working folders, logs and records live below it.")
        String home() default "";
    }

    private final String home;
    private final Map<String, String> environment;
    private final Watchdog watchdog = new Watchdog();
    private final Map<String, Workload> workloads = new ConcurrentHashMap<>();
    private final ReentrantLock preparing = new ReentrantLock();
    private boolean prepared;
    private volatile boolean closed;

    @Activate
    public ProcessOrchestrator(Config config) {
        this(config.home(), System.getenv());
        if (!home.isEmpty()) {
            Thread.ofVirtual().name("process-orchestrator-cleanup").start(this::cleanUpEarly);
        }
    }

    ProcessOrchestrator(String home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    @Deactivate
    public void close() {
        preparing.lock(); // what is being started is waited for, and ended with the others
        closed = true;
        preparing.unlock();
        List<Thread> ends = workloads.values().stream()
                .map(workload ->
                        Thread.ofVirtual().name("stop-" + workload.id()).start(() -> workload.stop(SHUTDOWN_GRACE)))
                .toList();
        try {
            for (Thread end : ends) {
                end.join(SHUTDOWN_GRACE.plusSeconds(8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workloads.clear();
        watchdog.close();
    }

    @Override
    public String name() {
        return "process";
    }

    @Override
    public boolean ready() {
        return !closed
                && !home.isEmpty()
                && Files.isDirectory(Path.of("/proc/self"))
                && Program.found("setsid", Path.of("/"), environment);
    }

    @Override
    public WorkloadInfo start(WorkloadSpec spec) {
        if (spec.image().isPresent() || spec.command().isEmpty()) {
            throw new ProblemException(
                    ProblemKind.UNSUPPORTED,
                    "the process orchestrator cannot run images; give server \"" + spec.server()
                            + "\" a packageName or command, or an orchestrator with images");
        }
        if (workloads.size() >= MAX_WORKLOADS) {
            throw new ProblemException(
                    ProblemKind.THROTTLED, "there are " + MAX_WORKLOADS + " workloads already; stop some first");
        }
        preparing.lock();
        try {
            Path folder = prepare();
            if (workloads.values().stream().anyMatch(other -> other.name().equals(spec.name()))) {
                throw new ProblemException(
                        ProblemKind.CONFLICT, "a workload \"" + spec.name() + "\" exists already; remove it first");
            }
            Workload workload =
                    new Workload(spec, starter(folder), log(folder, spec.name() + ".log"), outputLog(folder, spec));
            workloads.put(workload.id(), workload);
            return workload.info();
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.UNAVAILABLE,
                    "the log of \"" + spec.name() + "\" cannot be created: " + e.getMessage(),
                    e);
        } finally {
            preparing.unlock();
        }
    }

    @Override
    public Optional<WorkloadInfo> inspect(String id) {
        return Optional.ofNullable(workloads.get(id)).map(Workload::info);
    }

    @Override
    public List<WorkloadInfo> list() {
        return workloads.values().stream().map(Workload::info).toList();
    }

    @Override
    public void stop(String id, Duration grace) {
        Optional.ofNullable(workloads.get(id)).ifPresent(workload -> workload.stop(grace));
    }

    @Override
    public void remove(String id) {
        Workload workload = workloads.get(id);
        if (workload == null) {
            return;
        }
        workload.stop(SHUTDOWN_GRACE);
        if (!workloads.remove(id, workload)) {
            return; // another one removed it meanwhile
        }
        try {
            workload.deleteLogs();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("workload", id).setCause(e).log("log of a removed workload cannot be deleted");
        }
    }

    @Override
    public WorkloadLog log(String id, int tail) {
        return known(id).log(tail);
    }

    @Override
    public LogMark logMark(String id, int tail) {
        return known(id).logMark(tail);
    }

    @Override
    public LogPart logAfter(String id, LogMark mark) {
        return known(id).logAfter(mark);
    }

    @Override
    public StdioChannel attach(String id) {
        return known(id).attach();
    }

    @Override
    public StdioChannel exec(String id) {
        return known(id).exec();
    }

    /** For tests: process id of the watchdog. */
    long watchdogPid() {
        return watchdog.pid();
    }

    private Workload known(String id) {
        Workload workload = workloads.get(id);
        if (workload == null) {
            throw new ProblemException(ProblemKind.NOT_FOUND, "workload \"" + id + "\" is not known (any more)");
        }
        return workload;
    }

    private void cleanUpEarly() {
        try {
            prepare();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("children of an earlier daemon cannot be ended yet");
        }
    }

    /** Ends leftovers of an earlier daemon once, before anything starts. */
    private Path prepare() {
        preparing.lock();
        try {
            if (home.isEmpty() || closed) {
                throw new ProblemException(
                        ProblemKind.UNAVAILABLE,
                        closed
                                ? "the process orchestrator is shutting down; retry later"
                                : "the process orchestrator has no home folder; set `home` of"
                                        + " io.mcpctl.orchestrator.process");
            }
            if (!prepared) {
                new ChildRecords(children()).endLeftovers();
                prepared = true;
            }
            return Path.of(home).toAbsolutePath().normalize();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, "interrupted while ending earlier children; retry", e);
        } finally {
            preparing.unlock();
        }
    }

    private ChildStarter starter(Path folder) {
        return new ChildStarter(folder, environment, watchdog, new ChildRecords(children()));
    }

    private Path children() {
        return Path.of(home).toAbsolutePath().normalize().resolve("run").resolve("children");
    }

    private static BoundedLog log(Path folder, String file) throws IOException {
        return new BoundedLog(folder.resolve("logs").resolve("servers"), file);
    }

    /** Servers that speak over their streams have no output of their own to keep. */
    private static @Nullable BoundedLog outputLog(Path folder, WorkloadSpec spec) throws IOException {
        return spec.stdin() ? null : log(folder, spec.name() + ".out.log");
    }
}
