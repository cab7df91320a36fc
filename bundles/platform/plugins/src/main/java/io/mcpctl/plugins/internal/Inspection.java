package io.mcpctl.plugins.internal;

import io.mcpctl.plugins.api.SelfCheck;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Looks at a bundle that was started: what it provides, whether that works, and what it waits for. */
final class Inspection {
    private static final ServiceReference<?>[] NOTHING = {};
    private static final long PAUSE_NANOS = 10_000_000;

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final JarFacts facts;
    private final Bundle bundle;

    Inspection(BundleContext context, ServiceComponentRuntime components, JarFacts facts, Bundle bundle) {
        this.context = context;
        this.components = components;
        this.facts = facts;
        this.bundle = bundle;
    }

    /**
     * Brings every provider to life and asks those that can check themselves.
     *
     * @param replaced the bundle of the version before, whose names may be taken over
     * @throws io.mcpctl.problem.api.ProblemException UNPROCESSABLE, with the first thing that is wrong
     */
    void check(Optional<Bundle> replaced) throws InvalidSyntaxException {
        for (ServiceReference<?> service : services()) {
            List<Extension> extensions = Extension.of(bundle, service).toList();
            for (Extension extension : extensions) {
                checkName(extension, replaced);
            }
            checkLife(service, extensions);
        }
        Optional<String> failure = failure();
        if (failure.isPresent()) {
            throw Refusal.of(facts.jar(), failure.get());
        }
    }

    /** Returns when every component that is configured by these PIDs has got what was written, or when interrupted. */
    void await(PluginConfigurations.Written written) throws InterruptedException {
        while (!configurations()
                .filter(each -> Stream.of(each.description.configurationPid).anyMatch(written.pids()::contains))
                .allMatch(each -> Objects.equals(each.properties.get(PluginConfigurations.MARK), written.mark())
                        && isSettled(each))) {
            if (Thread.interrupted()) {
                throw new InterruptedException("given up");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Not between its former and its new configuration, when it is satisfied and offers no service yet. */
    private static boolean isSettled(ComponentConfigurationDTO each) {
        return switch (each.state) {
            case ComponentConfigurationDTO.SATISFIED, ComponentConfigurationDTO.ACTIVE ->
                each.description.serviceInterfaces.length == 0 || each.service != null;
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> each.unsatisfiedReferences.length > 0;
            default -> true;
        };
    }

    /** What it provides now, sorted. */
    List<String> provides() {
        return Stream.of(services())
                .flatMap(service -> Extension.of(bundle, service))
                .map(Extension::title)
                .sorted()
                .toList();
    }

    private ServiceReference<?>[] services() {
        try {
            return Objects.requireNonNullElse(bundle.getRegisteredServices(), NOTHING);
        } catch (IllegalStateException e) {
            return NOTHING; // it was uninstalled meanwhile
        }
    }

    private void checkName(Extension extension, Optional<Bundle> replaced) throws InvalidSyntaxException {
        String name = extension
                .name()
                .orElseThrow(() -> Refusal.of(
                        facts.jar(),
                        "its provider of " + extension.spi() + " has no service property '" + extension.key()
                                + "' with its name"));
        ServiceReference<?>[] all = context.getAllServiceReferences(extension.spi(), null);
        Optional<Bundle> other = Stream.of(Objects.requireNonNullElse(all, NOTHING))
                .filter(service -> name.equals(service.getProperty(extension.key())))
                .map(ServiceReference::getBundle)
                .filter(owner -> owner != null && owner != bundle && !precedes(owner, replaced))
                .findFirst();
        if (other.isPresent()) {
            throw Refusal.of(
                    facts.jar(),
                    extension.title() + " is provided by " + other.get().getSymbolicName()
                            + " already; give this one another name, or remove that one first");
        }
    }

    /** The version before, or one before that which is kept for what runs on it. */
    private boolean precedes(Bundle owner, Optional<Bundle> replaced) {
        return replaced.isPresent()
                && (owner == replaced.get()
                        || facts.name().equals(owner.getSymbolicName())
                                && owner.getLocation().startsWith(Activation.LOCATION));
    }

    private void checkLife(ServiceReference<?> service, List<Extension> extensions) {
        Object provider = context.getService(service);
        try {
            if (provider == null && !extensions.isEmpty()) {
                throw Refusal.of(
                        facts.jar(),
                        failure().orElseGet(() -> "its " + extensions.getFirst().title() + " cannot be created"));
            }
            Optional<String> trouble = provider instanceof SelfCheck self ? self.trouble() : Optional.empty();
            if (trouble.isPresent()) {
                throw Refusal.of(facts.jar(), "its self-check says: " + trouble.get());
            }
        } finally {
            if (provider != null) {
                context.ungetService(service);
            }
        }
    }

    /** What its components wait for; empty when all of them work. */
    List<String> waiting() {
        return configurations()
                .map(each -> switch (each.state) {
                    case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                        Optional.of("component " + each.description.name + " waits for its configuration ("
                                + String.join(", ", each.description.configurationPid) + ")");
                    case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                        Optional.of("component " + each.description.name + " waits for "
                                + Stream.of(each.unsatisfiedReferences)
                                        .map(reference -> service(each.description, reference))
                                        .collect(Collectors.joining(", ")));
                    default -> Optional.<String>empty();
                })
                .flatMap(Optional::stream)
                .toList();
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing) {
        return Stream.of(component.references)
                .filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName)
                .findFirst()
                .orElse(missing.name);
    }

    private Optional<String> failure() {
        List<String> names = components.getComponentDescriptionDTOs(bundle).stream()
                .map(each -> each.name)
                .toList();
        if (names.isEmpty()) {
            return Optional.of("the component runtime found no component in it");
        }
        return configurations()
                .filter(each -> each.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .map(each -> "component " + each.description.name + " cannot be activated: " + cause(each.failure))
                .findFirst();
    }

    private Stream<ComponentConfigurationDTO> configurations() {
        return components.getComponentDescriptionDTOs(bundle).stream()
                .flatMap(each -> components.getComponentConfigurationDTOs(each).stream());
    }

    /** The innermost cause in a stack trace, as it says itself. */
    private static String cause(String trace) {
        String prefix = "Caused by: ";
        return trace.lines()
                .filter(line -> line.startsWith(prefix))
                .reduce((one, other) -> other)
                .map(line -> line.substring(prefix.length()))
                .orElseGet(() -> trace.lines().findFirst().orElse("no reason given"));
    }
}
