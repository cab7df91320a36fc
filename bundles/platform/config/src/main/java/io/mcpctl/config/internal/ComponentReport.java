package io.mcpctl.config.internal;

import io.mcpctl.problem.api.StartupReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
        List<String> traces = configurations(
                one -> one.state == ComponentConfigurationDTO.FAILED_ACTIVATION, one -> String.valueOf(one.failure));
        // What the others lack is often the one that says why.
        return traces.stream()
                .sorted(Comparator.comparing(trace -> !trace.contains(PROBLEM)))
                .map(ComponentReport::sentence)
                .toList();
    }

    @Override
    public List<String> missing() {
        return configurations(
                one -> one.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE,
                one -> one.description.name + " waits for "
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

    /** The failure is a stack trace: what it is about stands behind the name of our exception, else in its last cause. */
    private static String sentence(String trace) {
        List<String> causes = trace.lines()
                .filter(line -> line.contains(PROBLEM) || line.startsWith(CAUSE))
                .toList();
        return causes.stream()
                .filter(line -> line.contains(PROBLEM))
                .map(line -> line.substring(line.indexOf(PROBLEM) + PROBLEM.length()))
                .findFirst()
                .orElseGet(() -> causes.isEmpty()
                        ? trace.lines().findFirst().orElse("unknown")
                        : causes.getLast().substring(CAUSE.length()));
    }
}
