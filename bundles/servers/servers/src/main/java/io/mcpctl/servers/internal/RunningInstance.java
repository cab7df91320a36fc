package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.servers.api.InstanceBoard;
import io.mcpctl.servers.api.InstanceSpec;
import io.mcpctl.servers.api.InstanceSpec.Event;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.HealthCheck;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.UpstreamTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one instance, told from top to bottom by its own virtual thread. The thread is never interrupted,
 * because an interrupt in the middle of a write closes embedded databases: stopping closes what it waits for.
 */
final class RunningInstance {
    private static final Logger LOG = LoggerFactory.getLogger(RunningInstance.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(3);
    private static final Duration CALLS_IDLE = Duration.ofMinutes(30);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final String name;
    private final String server;
    private final Definition definition;
    private final Supplier<ServerSpec> latest;
    private final Surroundings surroundings;
    private final Runnable changed;
    private final InstanceRow row;
    private final HealthRecord health = new HealthRecord();
    private final SharedStateless shared = new SharedStateless();
    private final CallSession calls;
    private final KnownEras eras = new KnownEras();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final Instant begun = Instant.now();
    private volatile Status status = Status.STARTING;
    private volatile String failure = "";
    private volatile Resolved resolved = Resolved.NONE;
    private volatile @Nullable OwnSession session;
    private volatile @Nullable Era era;
    private volatile @Nullable Place place;

    /** Where it runs. */
    record Place(Orchestrator orchestrator, WorkloadInfo workload) {}

    /**
     * @param before why the one that it replaces failed
     * @param latest the server's definition as it is now; probes follow it without a restart
     * @param changed called after each change of status, on the instance's thread
     */
    RunningInstance(
            String name,
            String server,
            Definition definition,
            Optional<String> before,
            Supplier<ServerSpec> latest,
            Surroundings surroundings,
            Runnable changed) {
        this.name = name;
        this.server = server;
        this.definition = definition;
        this.latest = latest;
        this.surroundings = surroundings;
        this.changed = changed;
        this.calls = new CallSession(server);
        this.row = new InstanceRow(
                surroundings.store(), name, server, surroundings.daemon().text(), before);
        this.thread = Thread.ofVirtual().name("instance-" + name).unstarted(this::live);
    }

    void start() {
        thread.start();
    }

    String name() {
        return name;
    }

    /** Of its row. */
    String id() {
        return row.id();
    }

    Definition definition() {
        return definition;
    }

    Status status() {
        return status;
    }

    /** Why it is in ERROR. */
    String failure() {
        return failure;
    }

    /** What its server knows of failures now. */
    void failing(Optional<String> lastFailure, Optional<Instant> nextRetry) {
        if (status != Status.STOPPING) {
            row.failing(lastFailure, status == Status.ERROR ? nextRetry : Optional.empty());
        }
    }

    HealthRecord health() {
        return health;
    }

    /** What it was started with. */
    Resolved resolved() {
        return resolved;
    }

    /** The era of its own session, once that has been opened. */
    Optional<Era> era() {
        return Optional.ofNullable(era);
    }

    /** What stateless requests to it go through. */
    SharedStateless shared() {
        return shared;
    }

    /** What single calls to it share. */
    CallSession calls() {
        return calls;
    }

    KnownEras eras() {
        return eras;
    }

    Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** As it is now, with what its orchestrator measures. */
    InstanceBoard.Entry entry() {
        Optional<WorkloadInfo> info = place().flatMap(
                        where -> where.orchestrator().inspect(where.workload().id()))
                .filter(found -> found.exitCode().isEmpty());
        Optional<Instant> since = definition.external() && status == Status.RUNNING
                ? Optional.of(begun)
                : info.map(WorkloadInfo::created);
        InstanceSpec measured = row.spec()
                .measured(
                        info.flatMap(WorkloadInfo::memoryBytes),
                        info.flatMap(WorkloadInfo::cpuSeconds),
                        since.map(time -> Duration.between(time, Instant.now()).toSeconds()));
        return new InstanceBoard.Entry(row.id(), name, measured);
    }

    /** Ends it and forgets it; returns when nothing of it is left. */
    void stop() {
        status = Status.STOPPING;
        stop.countDown();
        boolean told = row.ending(Status.STOPPING, "is being stopped");
        endProcess(true);
        try {
            if (!thread.join(Duration.ofSeconds(10))) {
                LOG.atWarn().addKeyValue("instance", name).log("instance takes long to stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endProcess(true); // what it had just started when it was told to stop
        if (told) {
            row.ending(Status.STOPPED, "stopped");
        }
        row.delete();
    }

    private void live() {
        try {
            resolved = Resolved.of(definition, surroundings.secrets());
            if (definition.external()) {
                become(Status.RUNNING, "reached at its URL");
                watchExternal();
            } else {
                launch();
                OwnSession opened = awaitInitialize();
                become(Status.RUNNING, "answered initialize");
                watch(opened);
            }
        } catch (ProblemException e) {
            fail(e.problem().detail());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("instance", name).setCause(e).log("instance failed unexpectedly");
            fail("internal error: " + e.getMessage());
        }
    }

    private void launch() {
        String wanted = definition.orchestrator().orElse(surroundings.defaultOrchestrator());
        Orchestrator orchestrator = surroundings.orchestrators().get(wanted);
        WorkloadInfo workload = orchestrator.start(new WorkloadSpec(
                name,
                server,
                definition.image(),
                surroundings.commands().of(definition, orchestrator.name().equals("process")),
                resolved.env(),
                definition.stdio(),
                definition.stdio() ? Optional.empty() : definition.port(),
                definition.memoryBytes(),
                definition.cpus(),
                Map.of("mcpctl.managed", "true", "mcpctl.server", server, "mcpctl.instance", name),
                resolved.mask().values()));
        place = new Place(orchestrator, workload);
        row.place(orchestrator.name(), workload.id(), workload.port(), workload.facts());
        become(Status.STARTING, "started by " + orchestrator.name());
    }

    /** A server that listens needs a moment before it can be reached: each attempt is a session of its own. */
    private OwnSession awaitInitialize() throws InterruptedException {
        int seconds = latest.get().startTimeoutSeconds();
        Instant deadline = Instant.now().plusSeconds(seconds);
        while (true) {
            OwnSession attempt = open();
            if (stop.getCount() == 0) {
                attempt.close();
                throw new InterruptedException("stopped while starting");
            }
            try {
                era = attempt.initialize(Duration.between(Instant.now(), deadline));
                return attempt;
            } catch (ProblemException e) {
                if (definition.stdio() || !Instant.now().isBefore(deadline) || ended()) {
                    throw e.kind() == ProblemKind.TIMEOUT
                            ? new ProblemException(
                                    ProblemKind.TIMEOUT, "no answer to initialize within " + seconds + " seconds", e)
                            : e;
                }
                attempt.close();
            }
            if (stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopped while starting");
            }
        }
    }

    /** How clients reach it: at its address, or over the streams of a process of their own. */
    UpstreamTarget clientTarget() {
        if (definition.external() || !definition.stdio()) {
            return remote();
        }
        Place where = place().orElseThrow(() -> new ProblemException(
                ProblemKind.UNAVAILABLE, "no running instance for server '" + server + "': it is being replaced"));
        return new UpstreamTarget.Stdio(
                server,
                new MaskedChannel(where.orchestrator().exec(where.workload().id()), resolved.mask()));
    }

    private OwnSession open() {
        OwnSession opened = new OwnSession(surroundings.connector(), target());
        session = opened;
        return opened;
    }

    private UpstreamTarget target() {
        Place where = place;
        if (definition.stdio() && where != null) {
            return new UpstreamTarget.Stdio(
                    server,
                    new MaskedChannel(
                            where.orchestrator().attach(where.workload().id()), resolved.mask()));
        }
        return remote();
    }

    private UpstreamTarget remote() {
        return definition.transport() == ServerSpec.Transport.SSE
                ? new UpstreamTarget.Sse(server, url(), headers())
                : new UpstreamTarget.Http(server, url(), headers());
    }

    /** What a server that runs elsewhere is sent with each request. */
    Map<String, String> headers() {
        return definition.external() ? resolved.headers() : Map.of();
    }

    /** Where a server that speaks HTTP is reached. */
    URI url() {
        if (definition.externalUrl().isPresent()) {
            return URI.create(definition.externalUrl().get());
        }
        Place where = place;
        String host = where == null ? "127.0.0.1" : where.workload().address().orElse("127.0.0.1");
        int port = where == null
                ? definition.port().orElse(3000)
                : where.workload().port().orElse(3000);
        String path = definition.transport() == ServerSpec.Transport.SSE ? "/sse" : "/mcp";
        return URI.create("http://" + host + ":" + port + path);
    }

    private void watch(OwnSession opened) throws InterruptedException {
        Instant nextProbe = Instant.now();
        Instant nextLook = Instant.now();
        while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            closeIdle();
            Instant now = Instant.now();
            if (!now.isBefore(nextLook)) {
                nextLook = now.plusSeconds(definition.stdio() ? 5 : 1);
                if (ended()) {
                    throw new ProblemException(ProblemKind.UPSTREAM, "ended by itself");
                }
            }
            if (definition.stdio() && !opened.isOpen()) {
                throw new ProblemException(ProblemKind.UPSTREAM, "closed its output");
            }
            if (!now.isBefore(nextProbe)) {
                Optional<HealthCheck> check = latest.get().healthCheck();
                nextProbe =
                        now.plusSeconds(check.map(HealthCheck::intervalSeconds).orElse(15));
                if (!definition.stdio() && !opened.isOpen()) {
                    opened = open();
                    era = opened.initialize(Duration.ofSeconds(10));
                }
                probed(opened.probe(check), check);
            }
        }
    }

    /** Nothing runs here, so nothing can end: a server that cannot be reached is unhealthy, not in ERROR. */
    private void watchExternal() throws InterruptedException {
        Instant nextProbe = Instant.now();
        @Nullable OwnSession opened = null;
        while (!stop.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
            closeIdle();
            if (Instant.now().isBefore(nextProbe)) {
                continue;
            }
            Optional<HealthCheck> check = latest.get().healthCheck();
            nextProbe = Instant.now()
                    .plusSeconds(check.map(HealthCheck::intervalSeconds).orElse(15));
            Optional<String> trouble;
            try {
                if (opened == null || !opened.isOpen()) {
                    opened = open();
                    era = opened.initialize(Duration.ofSeconds(
                            check.map(HealthCheck::timeoutSeconds).orElse(10)));
                }
                trouble = opened.probe(check);
            } catch (ProblemException e) {
                trouble = Optional.of(e.problem().detail());
            }
            if (trouble.isPresent() && opened != null) {
                opened.close();
                opened = null;
            }
            probed(trouble, check);
        }
    }

    private void closeIdle() {
        calls.closeIfIdle(CALLS_IDLE);
        shared.closeIfIdle(Duration.ofSeconds(
                latest.get().sharing().orElse(ServerSpec.Sharing.DEFAULT).idleSeconds()));
    }

    private void probed(Optional<String> outcome, Optional<HealthCheck> check) {
        Optional<String> trouble = resolved.mask().over(outcome);
        if (status != Status.RUNNING) {
            return;
        }
        Instant now = Instant.now();
        Optional<Health> before = health.health();
        boolean changedHealth = health.add(
                trouble.isEmpty(), check.map(HealthCheck::failureThreshold).orElse(3), now);
        if (changedHealth) {
            LOG.atInfo()
                    .addKeyValue("instance", name)
                    .addKeyValue("before", before.map(Enum::name).orElse("unknown"))
                    .addKeyValue("after", health.health().map(Enum::name).orElse("unknown"))
                    .addKeyValue("reason", trouble.orElse("probe succeeded"))
                    .log("health of an instance changed");
        }
        Optional<Event> event = trouble.map(reason -> new Event(now, "Warning", "probe failed: " + reason))
                .or(() -> changedHealth ? Optional.of(new Event(now, "Normal", "healthy")) : Optional.empty());
        row.probed(health.health(), now, event);
        if (health.health().equals(Optional.of(Health.unhealthy))
                && check.map(HealthCheck::restartOnUnhealthy).orElse(false)) {
            throw new ProblemException(ProblemKind.UPSTREAM, "unhealthy: " + trouble.orElse("probes fail"));
        }
    }

    private boolean ended() {
        Place where = place;
        return where != null
                && where.orchestrator()
                        .inspect(where.workload().id())
                        .map(info -> info.exitCode().isPresent())
                        .orElse(true);
    }

    private void become(Status next, String message) {
        if (stop.getCount() == 0) {
            return;
        }
        status = next;
        row.status(next, message);
        LOG.atInfo().addKeyValue("instance", name).addKeyValue("status", next).log("instance changed");
        changed.run();
    }

    private void fail(String reason) {
        if (stop.getCount() == 0) {
            return;
        }
        endProcess(false);
        failure = FailureReport.of(reason, place(), resolved.mask());
        LOG.atWarn()
                .addKeyValue("instance", name)
                .addKeyValue("reason", failure)
                .log("instance failed");
        become(Status.ERROR, failure);
    }

    private void endProcess(boolean forget) {
        shared.close();
        calls.close();
        OwnSession opened = session;
        if (opened != null) {
            opened.close();
        }
        Place where = place;
        if (where == null) {
            return;
        }
        try {
            where.orchestrator().stop(where.workload().id(), STOP_GRACE);
            if (forget) {
                where.orchestrator().remove(where.workload().id());
            }
        } catch (ProblemException e) {
            LOG.atWarn().addKeyValue("instance", name).setCause(e).log("workload of an instance cannot be stopped");
        }
    }
}
