package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Caller;
import io.mcpctl.observe.api.CallMetrics;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.servers.api.InstanceSpec.Health;
import io.mcpctl.servers.api.InstanceSpec.Status;
import io.mcpctl.servers.api.ServerSessions;
import io.mcpctl.servers.api.ServerSpec;
import io.mcpctl.servers.api.ServerSpec.Sharing;
import io.mcpctl.servers.internal.StatelessHandle.Lease;
import io.mcpctl.upstream.api.Era;
import io.mcpctl.upstream.api.StatelessUpstream;
import io.mcpctl.upstream.api.Upstream;
import io.mcpctl.upstream.api.UpstreamConnector;
import io.mcpctl.upstream.api.UpstreamListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Sessions of clients: each gets a process of its own beside a running instance, or a connection to its address. */
@Component(service = {ServerSessions.class, Sessions.class})
public final class Sessions implements ServerSessions {
    private static final Duration ERA_LIMIT = Duration.ofSeconds(10);

    private final Reconciler reconciler;
    private final AtomicReference<@Nullable CallMetrics> metrics = new AtomicReference<>();

    @Activate
    public Sessions(@Reference Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setMetrics(CallMetrics current) {
        metrics.set(current);
    }

    void unsetMetrics(CallMetrics gone) {
        metrics.compareAndSet(gone, null);
    }

    private Answered answers(String instance) {
        return (ok, took) -> {
            CallMetrics counts = metrics.get();
            if (counts != null) {
                counts.answered(instance, ok, took);
            }
        };
    }

    @Override
    public Upstream open(String server, Caller caller, UpstreamListener listener) {
        ServerSupervisor supervisor = known(server);
        RunningInstance instance = choose(server, supervisor);
        return isStateless(instance)
                ? connector().bridge(stateless(server, caller), listener)
                : session(server, supervisor, instance, listener);
    }

    private UpstreamConnector connector() {
        return reconciler.surroundings().connector();
    }

    private static boolean isStateless(RunningInstance instance) {
        return instance.era().equals(Optional.of(Era.STATELESS));
    }

    /** A session that stays with an instance and ends with it. */
    private Upstream openAt(
            String server, ServerSupervisor supervisor, RunningInstance instance, UpstreamListener listener) {
        return isStateless(instance)
                ? connector().bridge(handle(server, supervisor, instance), listener)
                : session(server, supervisor, instance, listener);
    }

    private Upstream session(
            String server, ServerSupervisor supervisor, RunningInstance instance, UpstreamListener listener) {
        enter(server, supervisor);
        CountedSession counted = new CountedSession(listener, answers(instance.name()), supervisor.sessions()::leave);
        try {
            return counted.over(connector().connect(instance.clientTarget(), counted));
        } catch (RuntimeException e) {
            counted.release();
            throw e;
        }
    }

    /**
     * One request over the session that single calls share.
     *
     * @param instance name of the one to ask; any that runs when absent
     * @throws ProblemException as {@link #open}, and as {@link Upstream#request}
     */
    byte[] ask(String server, Optional<String> instance, byte[] message, Duration limit) {
        ServerSupervisor supervisor = known(server);
        RunningInstance chosen = pinned(server, supervisor, instance);
        return chosen.calls().ask(listener -> openAt(server, supervisor, chosen, listener), message, limit);
    }

    /** The answer to {@code initialize} of the session that single calls share. */
    byte[] handshake(String server, Optional<String> instance, int id) {
        ServerSupervisor supervisor = known(server);
        RunningInstance chosen = pinned(server, supervisor, instance);
        return chosen.calls().handshake(listener -> openAt(server, supervisor, chosen, listener), id);
    }

    private static RunningInstance pinned(String server, ServerSupervisor supervisor, Optional<String> instance) {
        return instance.map(name -> supervisor.instances().stream()
                        .filter(one -> one.name().equals(name) && one.status() == Status.RUNNING)
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                ProblemKind.UNAVAILABLE,
                                "instance '" + name + "' is not running; see 'get instances'")))
                .orElseGet(() -> choose(server, supervisor));
    }

    private static void enter(String server, ServerSupervisor supervisor) {
        int limit = sharing(supervisor).maxConnections();
        if (!supervisor.sessions().enter(limit)) {
            throw new ProblemException(
                    ProblemKind.THROTTLED,
                    "server \"" + server + "\" has " + limit + " sessions, as many as sharing.maxConnections allows;"
                            + " retry in 5 seconds, or close a session");
        }
    }

    @Override
    public StatelessUpstream stateless(String server, Caller caller) {
        RunningInstance now = choose(server, known(server)); // who cannot be served now hears it now
        return new StatelessHandle(
                () -> {
                    ServerSupervisor supervisor = known(server);
                    return lease(server, supervisor, choose(server, supervisor));
                },
                passesHeaders(now));
    }

    private StatelessUpstream handle(String server, ServerSupervisor supervisor, RunningInstance instance) {
        return new StatelessHandle(() -> lease(server, supervisor, instance), passesHeaders(instance));
    }

    private static boolean passesHeaders(RunningInstance instance) {
        return instance.definition().external() || !instance.definition().stdio();
    }

    private Lease lease(String server, ServerSupervisor supervisor, RunningInstance instance) {
        return new Lease(instance.shared().lease(() -> dial(server, supervisor, instance)), instance.shared());
    }

    private StatelessUpstream dial(String server, ServerSupervisor supervisor, RunningInstance instance) {
        enter(server, supervisor);
        try {
            return new CountedStateless(
                    connector().stateless(instance.clientTarget()),
                    answers(instance.name()),
                    supervisor.sessions()::leave);
        } catch (RuntimeException e) {
            supervisor.sessions().leave();
            throw e;
        }
    }

    @Override
    public Set<Era> eras(String server, Caller caller) {
        ServerSupervisor supervisor = known(server);
        RunningInstance instance = choose(server, supervisor);
        EraProbe probe = new EraProbe(
                () -> instance.era().orElseGet(() -> tried(instance)),
                () -> handle(server, supervisor, instance),
                instance.definition().external());
        Set<Era> found = instance.eras().get(probe::ask);
        if (!found.contains(Era.STATELESS)) {
            instance.shared().closeIfIdle(Duration.ZERO); // the process that was asked serves nobody
        }
        return found;
    }

    /** The era of a session that nobody has opened yet. */
    private Era tried(RunningInstance instance) {
        try (OwnSession attempt = new OwnSession(connector(), instance.clientTarget())) {
            return attempt.initialize(ERA_LIMIT);
        }
    }

    @Override
    public String generation(String server) {
        return known(server).generation();
    }

    @Override
    public Set<String> names() {
        return reconciler.supervisors().stream()
                .flatMap(supervisor -> supervisor.current().stream())
                .map(Resource::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Sharing sharing(String server) {
        return sharing(known(server));
    }

    @Override
    public boolean actsForCallers() {
        return false;
    }

    private static Sharing sharing(ServerSupervisor supervisor) {
        return supervisor
                .current()
                .flatMap(resource -> resource.spec().sharing())
                .orElse(Sharing.DEFAULT);
    }

    private static RunningInstance choose(String server, ServerSupervisor supervisor) {
        List<RunningInstance> running = supervisor.instances().stream()
                .filter(instance -> instance.status() == Status.RUNNING)
                .toList();
        int best = running.stream().mapToInt(Sessions::rank).min().orElse(0);
        List<RunningInstance> choice =
                running.stream().filter(instance -> rank(instance) == best).toList();
        if (choice.isEmpty()) {
            throw unavailable(
                    server, supervisor.condition().lastFailure().orElse("see \"get instances\" and retry in a moment"));
        }
        return choice.get(supervisor.sessions().turn(choice.size()));
    }

    /** Who is healthy goes first, then who was not probed yet, then the others, best first. */
    private static int rank(RunningInstance instance) {
        return instance.health()
                .health()
                .map(health -> health == Health.healthy ? 0 : 1 + health.ordinal())
                .orElse(1);
    }

    private ServerSupervisor known(String server) {
        Optional<ServerSupervisor> supervisor =
                reconciler.supervisor(server).filter(found -> found.current().isPresent());
        if (supervisor.isPresent()) {
            return supervisor.get();
        }
        Optional<Resource<ServerSpec>> stored =
                reconciler.surroundings().store().find(Kinds.SERVER, server);
        if (stored.isEmpty()) {
            throw new ProblemException(
                    ProblemKind.NOT_FOUND, "server \"" + server + "\" is not known; run \"get servers\"");
        }
        throw unavailable(server, "it was defined just now; retry in a moment");
    }

    private static ProblemException unavailable(String server, String why) {
        return new ProblemException(ProblemKind.UNAVAILABLE, "no running instance for server '" + server + "': " + why);
    }
}
