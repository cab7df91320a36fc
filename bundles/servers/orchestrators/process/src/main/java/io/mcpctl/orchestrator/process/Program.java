package io.mcpctl.orchestrator.process;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Finds out before a start whether its program exists, for a message that says what to do. */
final class Program {
    private Program() {}

    static void check(String program, Path folder, Map<String, String> env) {
        if (!found(program, folder, env)) {
            throw new ProblemException(
                    ProblemKind.UPSTREAM,
                    "program \"" + program + "\" was not found on the PATH of this machine; install it, or correct"
                            + " `command` of the server");
        }
    }

    static boolean found(String program, Path folder, Map<String, String> env) {
        if (program.contains(File.separator)) {
            return executable(folder.resolve(program));
        }
        for (String entry : env.getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1)) {
            if (executable(folder.resolve(entry).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    private static boolean executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
