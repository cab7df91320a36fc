package io.mcpctl.runtime.tests;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Versions of the official Python SDK, each installed once into an environment beside the tests. */
enum Python {
    SDK_1("mcp==1.30.0"),
    SDK_2("mcp==2.3.0");

    private static final Path FOLDER = Product.ROOT.resolve("runtime/tests/target/python");
    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);

    private final String requirement;

    Python(String requirement) {
        this.requirement = requirement;
    }

    /** The interpreter that finds it. */
    Path interpreter() {
        Path environment = Installed.in(FOLDER.resolve(requirement.replace("==", "-")), requirement, folder -> {
            run(List.of("python3", "-m", "venv", folder.toString()));
            run(List.of(
                    python(folder).toString(),
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    requirement));
        });
        return python(environment);
    }

    private static Path python(Path environment) {
        return environment.resolve("bin/python");
    }

    private static void run(List<String> line) {
        Run run = Run.of(line, Product.ROOT, Map.of(), "", INSTALL_LIMIT);
        if (run.exitCode() != 0) {
            throw Required.missing("python3 with venv, pip and the package mcp: " + run);
        }
    }
}
