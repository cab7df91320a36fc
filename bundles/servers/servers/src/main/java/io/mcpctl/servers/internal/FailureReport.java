package io.mcpctl.servers.internal;

import io.mcpctl.orchestrator.api.ErrorLines;
import io.mcpctl.orchestrator.api.WorkloadInfo;
import io.mcpctl.problem.api.ProblemException;
import java.util.Optional;

/** Says why an instance failed: the reason, the exit code, and the last line it wrote. */
final class FailureReport {
    private static final int MAX_LENGTH = 1_000;

    private FailureReport() {}

    static String of(String cause, Optional<RunningInstance.Place> place, Mask mask) {
        String reason = mask.over(cause);
        String text = reason
                + place.flatMap(FailureReport::exitCode)
                        .map(code -> "exit code " + code)
                        .filter(code -> !reason.contains(code))
                        .map(code -> "; " + code)
                        .orElse("")
                + place.flatMap(FailureReport::lastLine)
                        .map(mask::over)
                        .filter(line -> !reason.contains(line))
                        .map(line -> "; last line: " + line)
                        .orElse("");
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    private static Optional<Integer> exitCode(RunningInstance.Place place) {
        return place.orchestrator().inspect(place.workload().id()).flatMap(WorkloadInfo::exitCode);
    }

    private static Optional<String> lastLine(RunningInstance.Place place) {
        try {
            return ErrorLines.telling(
                    place.orchestrator().log(place.workload().id(), 50).stderr());
        } catch (ProblemException e) {
            return Optional.empty(); // no log, no line: the reason itself remains
        }
    }
}
