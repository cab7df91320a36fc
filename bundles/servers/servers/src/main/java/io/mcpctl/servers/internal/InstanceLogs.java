package io.mcpctl.servers.internal;

import io.mcpctl.identity.api.Permission;
import io.mcpctl.orchestrator.api.LogMark;
import io.mcpctl.orchestrator.api.WorkloadLog;
import io.mcpctl.problem.api.Problem;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.resources.api.Call;
import io.mcpctl.resources.api.Reply;
import io.mcpctl.resources.api.Resource;
import io.mcpctl.resources.api.ResourceStore;
import io.mcpctl.resources.api.Route;
import io.mcpctl.resources.api.RouteProvider;
import io.mcpctl.servers.api.InstanceSpec;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /instances/<name>/logs?tail=N}, and with {@code follow=true} what comes after that, as events. */
@Component
public final class InstanceLogs implements RouteProvider {
    private static final String DEFAULT_TAIL = "100";
    private static final int MAX_TAIL = 10_000;

    private final WorkDesk desk;
    private final ResourceStore store;
    private final OwnerDaemon owner;
    private final Semaphore readers = new Semaphore(LogFollower.MAX_READERS);
    private final CountDownLatch closing = new CountDownLatch(1);

    @Activate
    public InstanceLogs(@Reference WorkDesk desk, @Reference ResourceStore store, @Reference OwnerDaemon owner) {
        this.desk = desk;
        this.store = store;
        this.owner = owner;
    }

    /** Readers that follow are told that it is over. */
    @Deactivate
    void close() {
        closing.countDown();
    }

    @Override
    public List<Route<?>> routes() {
        return List.of(Route.get(
                "/instances/{name}/logs",
                new Permission.Operation("logs"),
                WorkloadLog.class,
                "Last lines that an instance wrote; ?tail= says how many, 100 when absent. With ?follow=true also those"
                        + " to come, each as an event stdout or stderr, until the instance ends.",
                this::read));
    }

    private Reply read(Call<?> call) {
        int tail = tail(call.parameter("tail").orElse(DEFAULT_TAIL));
        boolean follow = follow(call.parameter("follow").orElse("false"));
        Resource<InstanceSpec> instance = Instances.require(store, call.segment("name"));
        Containers.Place place = Containers.of(instance);
        if (follow && readers.availablePermits() == 0) {
            throw new ProblemException(
                    ProblemKind.THROTTLED,
                    LogFollower.MAX_READERS + " readers follow logs already; retry when one has left");
        }
        Optional<String> elsewhere = owner.of(instance);
        if (elsewhere.isPresent()) {
            String what = "logs?tail=" + tail + "&follow=" + follow;
            return follow
                    ? new Reply.Events(counted(owner.follow(elsewhere.get(), instance, what, call)))
                    : owner.ask(elsewhere.get(), instance, what, call);
        }
        if (follow) {
            LogMark mark = Containers.work(desk).logMark(place.orchestrator(), place.containerId(), tail);
            return new Reply.Events(new LogFollower(desk, instance.spec().server(), place, mark, readers, closing));
        }
        return Reply.of(
                Containers.work(desk).log(instance.spec().server(), place.orchestrator(), place.containerId(), tail));
    }

    /** Of the readers of this daemon, too. */
    private Reply.EventSource counted(Reply.EventSource source) {
        return sink -> {
            if (readers.tryAcquire()) {
                try {
                    source.run(sink);
                } finally {
                    readers.release();
                }
            }
        };
    }

    private static int tail(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int tail = Integer.parseInt(text);
            if (tail >= 1 && tail <= MAX_TAIL) {
                return tail;
            }
        }
        throw invalid("tail", "must be a whole number from 1 to " + MAX_TAIL);
    }

    private static boolean follow(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid("follow", "must be true or false");
        };
    }

    private static ProblemException invalid(String name, String message) {
        return new ProblemException(
                new Problem(ProblemKind.INVALID, name + ": " + message, List.of(new Problem.Violation(name, message))),
                null);
    }
}
