package io.mcpctl.embedded.internal;

import io.mcpctl.boot.Listener;
import io.mcpctl.gateway.api.McpGateway;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import io.mcpctl.problem.api.StartupReport;
import io.mcpctl.resources.api.DocumentApplier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** Starts a framework and waits until what hosts need is there, or somebody says why it never will be. */
final class Readiness {
    private static final List<Class<?>> NEEDED = List.of(DocumentApplier.class, McpGateway.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int MAX_LINES = 10;

    private final Framework framework;
    private final BundleContext context;
    private final Duration limit;
    private final long deadline;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    Readiness(Framework framework, Duration limit) {
        this.framework = framework;
        this.context = framework.getBundleContext();
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** On a thread of its own: a bundle that never finishes starting holds up nobody. */
    void start() {
        context.addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR && errors.size() < MAX_LINES) {
                errors.add(String.valueOf(event.getThrowable().getMessage()));
            }
        });
        Thread starter = Thread.ofPlatform().name("mcpctl-start").daemon().unstarted(() -> {
            try {
                framework.start();
            } catch (BundleException | RuntimeException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        });
        starter.start();
        try {
            if (!starter.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                starter.interrupt();
                throw late();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    void await(Optional<Listener> listener) {
        NEEDED.forEach(this::await);
        try {
            while (listener.isPresent() && !listener.get().answers("/health")) {
                check();
                Thread.sleep(Duration.ofMillis(10));
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void await(Class<?> needed) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, needed.getName(), null);
        tracker.open();
        try {
            while (tracker.waitForService(LOOK.toMillis()) == null) {
                check();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            tracker.close();
        }
    }

    private void check() {
        List<String> failures = told(StartupReport::failures);
        if (!failures.isEmpty()) {
            forget(failures);
            throw failed(failures.getFirst());
        }
        if (!errors.isEmpty()) {
            throw failed(errors.element());
        }
        if (System.nanoTime() > deadline) {
            throw late();
        }
    }

    private List<String> told(Function<StartupReport, List<String>> question) {
        ServiceReference<StartupReport> reference = context.getServiceReference(StartupReport.class);
        StartupReport report = reference == null ? null : context.getService(reference);
        return report == null ? List.of() : question.apply(report);
    }

    /** Components tell a launcher by a system property as well; in a host nothing of that may stay. */
    private static void forget(List<String> failures) {
        if (failures.contains(System.getProperty(StartupFailure.PROPERTY))) {
            System.clearProperty(StartupFailure.PROPERTY);
            System.clearProperty(StartupFailure.EXIT_CODE);
        }
    }

    private ProblemException late() {
        List<String> missing = told(StartupReport::missing);
        String why = missing.isEmpty()
                ? ""
                : ": " + String.join("; ", missing.subList(0, Math.min(MAX_LINES, missing.size())));
        return new ProblemException(
                ProblemKind.TIMEOUT,
                "mcpctl was not ready after " + limit.toSeconds() + " s" + why
                        + "; look at the log, or allow more with startLimit");
    }

    private static ProblemException failed(String sentence) {
        return new ProblemException(ProblemKind.UNAVAILABLE, "mcpctl does not start: " + sentence);
    }

    private static ProblemException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ProblemException(ProblemKind.UNAVAILABLE, "the start of mcpctl was interrupted", e);
    }
}
