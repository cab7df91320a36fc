package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Brings a jar into service beside what runs, or leaves no trace of it and says why. */
final class Activation {
    /** Where the bundles of plug-ins come from, in the words of the framework. */
    static final String LOCATION = "mcpctl-plugin:";

    private static final AtomicLong COUNT = new AtomicLong();

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final PluginConfigurations configurations;
    private final Departure departure;
    private final Duration limit;

    Activation(
            BundleContext context,
            ServiceComponentRuntime components,
            PluginConfigurations configurations,
            Departure departure,
            Duration limit) {
        this.context = context;
        this.components = components;
        this.configurations = configurations;
        this.departure = departure;
        this.limit = limit;
    }

    /**
     * @param settings of the operator, by key
     * @param replaced the version that runs until now; it goes on whatever happens here
     * @throws ProblemException with the reason; the jar is not in the framework any more then
     */
    Running activate(JarFacts facts, Path jar, Map<String, String> settings, Optional<Running> replaced) {
        checkBefore(facts);
        Set<Thread> before = OwnThreads.of(facts);
        Bundle bundle = install(facts, jar);
        try {
            resolve(facts, bundle);
            configurations.write(facts, bundle, settings);
            Inspection inspection = new Inspection(context, components, facts, bundle);
            start(facts, bundle, inspection, replaced.map(Running::bundle));
            List<String> waiting = inspection.waiting();
            if (!waiting.isEmpty() && replaced.filter(this::works).isPresent()) {
                throw Refusal.of(facts.jar(), waiting.getFirst() + ", unlike the version that runs");
            }
            return new Running(bundle, facts);
        } catch (RuntimeException e) {
            departure.discard(facts, bundle, before);
            throw e;
        }
    }

    private boolean works(Running running) {
        return new Inspection(context, components, running.facts(), running.bundle())
                .waiting()
                .isEmpty();
    }

    private void checkBefore(JarFacts facts) {
        for (Bundle bundle : context.getBundles()) {
            if (facts.name().equals(bundle.getSymbolicName())
                    && !bundle.getLocation().startsWith(LOCATION)) {
                throw Refusal.of(facts.jar(), facts.name() + " is the name of a part of the daemon; rename the bundle");
            }
        }
        Offered.by(context).check(facts);
        if (facts.components() == 0) {
            throw Refusal.of(
                    facts.jar(),
                    "it has no component, so there is nothing to run; annotate a class with @Component and build the"
                            + " jar with bnd");
        }
    }

    private Bundle install(JarFacts facts, Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            String location = LOCATION + facts.name() + "/" + facts.version() + "#" + COUNT.incrementAndGet();
            Bundle bundle = context.installBundle(location, in);
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(
                            context.getBundle().adapt(BundleStartLevel.class).getStartLevel());
            return bundle;
        } catch (BundleException e) {
            throw Refusal.of(facts.jar(), "the framework does not take it: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemKind.INTERNAL, facts.jar() + ": its copy in the home cannot be read: " + e.getMessage(), e);
        }
    }

    private void resolve(JarFacts facts, Bundle bundle) {
        FrameworkWiring wiring =
                Objects.requireNonNull(context.getBundle(0).adapt(FrameworkWiring.class), "every framework can wire");
        if (wiring.resolveBundles(List.of(bundle))) {
            return;
        }
        try {
            bundle.start(Bundle.START_TRANSIENT); // the only way to be told why
        } catch (BundleException e) {
            throw Refusal.of(facts.jar(), ResolverWords.of(String.valueOf(e.getMessage())), e);
        }
    }

    private void start(JarFacts facts, Bundle bundle, Inspection inspection, Optional<Bundle> before) {
        within("plugin-start-" + facts.name(), facts, () -> {
            bundle.start(Bundle.START_TRANSIENT);
            inspection.check(before);
            return true;
        });
    }

    /** Looks again at one whose settings were changed. */
    void checkAgain(Running running, PluginConfigurations.Written written) {
        Inspection inspection = new Inspection(context, components, running.facts(), running.bundle());
        within("plugin-check-" + running.facts().name(), running.facts(), () -> {
            inspection.await(written);
            inspection.check(Optional.empty());
            return true;
        });
    }

    private void within(String thread, JarFacts facts, Callable<Boolean> work) {
        try {
            Limited.run(thread, limit, work);
        } catch (TimeoutException e) {
            throw Refusal.of(
                    facts.jar(), "it did not finish starting within " + limit.toSeconds() + " s and was given up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ProblemKind.UNAVAILABLE, facts.jar() + ": the daemon is stopping", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw Refusal.of(facts.jar(), "it cannot be started: " + e.getCause(), e.getCause());
        }
    }
}
