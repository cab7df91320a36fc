package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.LogPart;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.store.api.Neighbours;
import io.mcpctl.upstream.api.UpstreamConnector;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps every server running as defined: at once when something changes, and every 30 seconds in any case. */
@Component(service = Reconciler.class, configurationPid = "io.mcpctl.servers", immediate = true)
@Designate(ocd = Reconciler.Config.class)
public final class Reconciler implements Work {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration FULL_PASS = Duration.ofSeconds(30);
    private static final Duration TICK = Duration.ofSeconds(1);
    /** Between looks until the daemon has started and the first pass is made. */
    private static final Duration START_TICK = Duration.ofMillis(50);

    /** Configuration of the servers area. */
    @ObjectClassDefinition(name = "Servers", description = "How MCP servers are run.")
    public @interface Config {
        @AttributeDefinition(description = "Orchestrator of servers that name none.")
        String orchestrator() default "process";

        @AttributeDefinition(description = "Home folder of mcpctl; private Python environments live below it.")
        String home() default "";

        @AttributeDefinition(
                description = "Seconds that a single call through POST /mcp/proxy may take.",
                min = "1",
                max = "3600")
        int proxyCallSeconds() default 60;

        @AttributeDefinition(
                description = "Seconds that a call of a tool through POST /mcp/proxy may take.",
                min = "1",
                max = "86400")
        int proxyToolCallSeconds() default 300;

        @AttributeDefinition(description = "Where this daemon listens; set by the launcher.")
        String url() default "";
    }

    private final Surroundings surroundings;
    private final WorkDesk desk;
    private final BooleanSupplier leads;
    private final BooleanSupplier started;
    private final Map<String, Watched> servers = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread loop;

    private record Watched(ServerSupervisor supervisor, Triggers triggers) {}

    @Activate
    public Reconciler(
            @Reference ResourceStore store,
            @Reference Orchestrators orchestrators,
            @Reference UpstreamConnector connector,
            @Reference WorkDesk desk,
            @Reference SecretResolver secrets,
            @Reference Neighbours neighbours,
            BundleContext context,
            Config config) {
        this(
                new Surroundings(
                        store,
                        orchestrators,
                        connector,
                        new Commands(Path.of(config.home())),
                        config.orchestrator(),
                        secrets,
                        DaemonName.of(config.url())),
                desk,
                () -> neighbours.leads("reconciler"),
                () -> isStarted(context));
    }

    /** Servers start after the daemon: their processes would take the processor while it cannot answer anybody yet. */
    private static boolean isStarted(BundleContext context) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.ACTIVE;
    }

    Reconciler(Surroundings surroundings, WorkDesk desk, BooleanSupplier leads) {
        this(surroundings, desk, leads, () -> true);
    }

    private Reconciler(Surroundings surroundings, WorkDesk desk, BooleanSupplier leads, BooleanSupplier started) {
        this.leads = leads;
        this.started = started;
        this.surroundings = surroundings;
        this.desk = desk;
        desk.open(this);
        this.loop = Thread.ofVirtual().name("reconciler").start(this::run);
    }

    /** Stops all instances: they belong to this daemon and end with it. */
    @Deactivate
    public void close() {
        desk.close(this);
        closing.countDown();
        List<Thread> ends = servers.values().stream()
                .map(watched -> Thread.ofVirtual().name("stop-server").start(() -> end(watched)))
                .toList();
        try {
            loop.join(Duration.ofSeconds(5));
            for (Thread end : ends) {
                end.join(Duration.ofSeconds(15));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void trigger(String server) {
        if (closing.getCount() == 0 || !started.getAsBoolean() || !leads.getAsBoolean()) {
            return;
        }
        servers.compute(server, (name, known) -> {
            Watched watched = known == null ? watch(name) : known;
            watched.triggers().request(watched.supervisor()::pass);
            return watched;
        });
    }

    @Override
    public void stopServer(String server) {
        supervisor(server).ifPresent(ServerSupervisor::leave);
    }

    @Override
    public void stopInstance(String server, String instance) {
        supervisor(server).ifPresent(supervisor -> supervisor.leave(instance));
    }

    @Override
    public Condition condition(String server) {
        return supervisor(server).map(ServerSupervisor::condition).orElse(Condition.UNKNOWN);
    }

    @Override
    public boolean leads() {
        return leads.getAsBoolean();
    }

    @Override
    public DaemonName daemon() {
        return surroundings.daemon();
    }

    @Override
    public Optional<WorkloadInfo> inspect(String orchestrator, String containerId) {
        return surroundings.orchestrators().find(orchestrator).flatMap(found -> found.inspect(containerId));
    }

    @Override
    public WorkloadLog log(String server, String orchestrator, String containerId, int tail) {
        WorkloadLog log = surroundings.orchestrators().get(orchestrator).log(containerId, tail);
        return supervisor(server).map(known -> known.masked(containerId, log)).orElse(log);
    }

    @Override
    public boolean restartNeeded(String server, ResourceStore within) {
        return supervisor(server)
                .map(known ->
                        known.restartNeeded(names -> surroundings.secrets().versions(names, within)))
                .orElse(false);
    }

    @Override
    public LogMark logMark(String orchestrator, String containerId, int tail) {
        return surroundings.orchestrators().get(orchestrator).logMark(containerId, tail);
    }

    @Override
    public LogPart logAfter(String server, String orchestrator, String containerId, LogMark mark) {
        LogPart part = surroundings.orchestrators().get(orchestrator).logAfter(containerId, mark);
        WorkloadLog shown = supervisor(server)
                .map(known -> known.masked(containerId, new WorkloadLog(part.stdout(), part.stderr())))
                .orElse(new WorkloadLog(part.stdout(), part.stderr()));
        return new LogPart(shown.stdout(), shown.stderr(), part.next());
    }

    Optional<ServerSupervisor> supervisor(String server) {
        return Optional.ofNullable(servers.get(server)).map(Watched::supervisor);
    }

    List<ServerSupervisor> supervisors() {
        return servers.values().stream().map(Watched::supervisor).toList();
    }

    Surroundings surroundings() {
        return surroundings;
    }

    private Watched watch(String name) {
        return new Watched(new ServerSupervisor(name, surroundings, () -> trigger(name)), new Triggers(name));
    }

    private void run() {
        boolean clean = false;
        Instant nextPass = Instant.MIN;
        Duration pause;
        try {
            do {
                pause = TICK;
                if (!leads.getAsBoolean()) {
                    leaveToOthers();
                    clean = false;
                    nextPass = Instant.MIN;
                    continue;
                }
                clean = clean || removeOldRows();
                Instant now = Instant.now();
                if (!started.getAsBoolean()) {
                    pause = START_TICK;
                    continue;
                }
                if (clean && !now.isBefore(nextPass)) {
                    nextPass = triggerAll() ? now.plus(FULL_PASS) : now;
                } else {
                    triggerDue(now);
                }
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another daemon runs the servers now: what runs here ends, so that nothing runs twice. */
    private void leaveToOthers() {
        List<Watched> mine = List.copyOf(servers.values());
        servers.clear();
        mine.forEach(Reconciler::end);
    }

    /** Instances of an earlier daemon: their processes were ended with it or by the orchestrator's clean-up. */
    private boolean removeOldRows() {
        try {
            for (Resource<InstanceSpec> row : surroundings.store().list(Kinds.INSTANCE)) {
                row.spec()
                        .orchestrator()
                        .flatMap(surroundings.orchestrators()::find)
                        .ifPresent(orchestrator -> row.spec().containerId().ifPresent(orchestrator::remove));
                surroundings.store().delete(Kinds.INSTANCE, row.name());
            }
            return true;
        } catch (RuntimeException e) {
            LOG.atDebug().setCause(e).log("store is not ready for the reconciler yet");
            return false;
        }
    }

    private boolean triggerAll() {
        try {
            List<Resource<ServerSpec>> stored = surroundings.store().list(Kinds.SERVER);
            Set<String> names = new HashSet<>();
            for (Resource<ServerSpec> server : stored) {
                names.add(server.name());
                if (!supervisor(server.name())
                        .map(known -> known.settled(server))
                        .orElse(false)) {
                    trigger(server.name());
                }
            }
            servers.keySet().stream().filter(name -> !names.contains(name)).forEach(this::forgetOrTrigger);
            return true;
        } catch (ProblemException e) {
            LOG.atWarn().setCause(e).log("servers cannot be listed; trying again");
            return false;
        }
    }

    /** Within one step of the map, so that no trigger meets a supervisor that is being forgotten. */
    private void forgetOrTrigger(String name) {
        servers.computeIfPresent(name, (key, watched) -> {
            if (watched.supervisor().idle() && !watched.triggers().busy()) {
                return null;
            }
            watched.triggers().request(watched.supervisor()::pass);
            return watched;
        });
    }

    private void triggerDue(Instant now) {
        servers.forEach((name, watched) -> {
            if (watched.supervisor().due(now)) {
                trigger(name);
            }
        });
    }

    private static void end(Watched watched) {
        try {
            watched.supervisor().close();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("a server cannot be stopped in order");
        }
    }
}
