package io.mcpctl.config.internal;

import io.mcpctl.problem.api.StartupReport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** What the component runtime knows of our components. */
@Component
public final class ComponentReport implements StartupReport {
    private static final String OURS = "io.mcpctl.";
    private static final String PROBLEM = "ProblemException: ";
    private static final String CAUSE = "Caused by: ";

    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentReport(@Reference ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<String> failures() {
        return configurations(
                one -> failure(one).filter(trace -> trace.contains(PROBLEM)).isPresent(),
                one -> said(failure(one).orElseThrow()));
    }

    @Override
    public List<String> missing() {
        return configurations(one -> failure(one).isPresent() || lacks(one), ComponentReport::trouble);
    }

    private static Optional<String> failure(ComponentConfigurationDTO one) {
        return one.state == ComponentConfigurationDTO.FAILED_ACTIVATION
                ? Optional.of(String.valueOf(one.failure))
                : Optional.empty();
    }

    private static boolean lacks(ComponentConfigurationDTO one) {
        return one.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE;
    }

    private static String trouble(ComponentConfigurationDTO one) {
        String name = one.description.name;
        return failure(one)
                .map(trace -> name + " failed: " + cause(trace))
                .orElseGet(() -> name + " waits for "
                        + Arrays.stream(one.unsatisfiedReferences)
                                .map(reference -> reference.name)
                                .collect(Collectors.joining(", ")));
    }

    private List<String> configurations(
            Predicate<ComponentConfigurationDTO> chosen, Function<ComponentConfigurationDTO, String> told) {
        return runtime.getComponentDescriptionDTOs().stream()
                .filter(description -> description.bundle.symbolicName.startsWith(OURS))
                .flatMap(description -> runtime.getComponentConfigurationDTOs(description).stream()
                        .filter(chosen))
                .map(told)
                .distinct()
                .toList();
    }

    /** The failure is a stack trace: what it is about stands behind the name of our exception. */
    private static String said(String trace) {
        String line =
                trace.lines().filter(one -> one.contains(PROBLEM)).findFirst().orElseThrow();
        return line.substring(line.indexOf(PROBLEM) + PROBLEM.length());
    }

    private static String cause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith(CAUSE))
                .reduce((one, later) -> later)
                .map(line -> line.substring(CAUSE.length()))
                .orElseGet(() -> trace.lines().findFirst().orElse("unknown"));
    }
}
