package io.mcpctl.plugins.internal;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import org.jspecify.annotations.Nullable;

/** Why a jar does not become a plug-in: a sentence that begins with the jar. */
final class Refusal {
    private static final int LONGEST = 600;

    private Refusal() {}

    static ProblemException of(String jar, String reason) {
        return of(jar, reason, null);
    }

    static ProblemException of(String jar, String reason, @Nullable Throwable cause) {
        return new ProblemException(ProblemKind.UNPROCESSABLE, jar + ": " + brief(reason), cause);
    }

    /** One line of bearable length: what plug-ins and frameworks say may be long. */
    static String brief(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
