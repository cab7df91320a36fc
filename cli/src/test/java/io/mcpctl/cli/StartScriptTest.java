package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script of a checkout, in a tree of its own whose build is a script. */
class StartScriptTest {
    private static final String BUILD = """
            #!/bin/sh
            echo "[INFO] Building mcpctl-cli 0.1.0                [2/2]"
            mkdir -p cli/target/dist/lib runtime/target/standalone/lib runtime/target/standalone/bundles
            for jar in $(cat jars.txt); do cp "$jar" cli/target/dist/lib/; done
            echo 0123456789abcdef > cli/target/dist/build-id
            : > cli/target/dist/commit
            echo built >> builds.txt
            """;

    private final Path checkout;
    private String err = "";

    StartScriptTest(@TempDir Path folder) throws IOException {
        checkout = Files.createDirectories(folder.resolve("a checkout"));
        Files.createDirectory(checkout.resolve("cnf"));
        Files.copy(Path.of("../mcpctl"), checkout.resolve("mcpctl"));
        Files.copy(Path.of("../cnf/find-jdk.sh"), checkout.resolve("cnf/find-jdk.sh"));
        Files.writeString(
                checkout.resolve("jars.txt"), ProgramJars.classPath(folder).replace(':', '\n') + "\n");
        script(BUILD);
    }

    private void script(String text) throws IOException {
        Files.writeString(checkout.resolve("mvnw"), text);
        assertTrue(checkout.resolve("mvnw").toFile().setExecutable(true));
    }

    @Test
    void itBuildsOnceWithProgressAndThenOnlyRuns() throws Exception {
        assertEquals("mcpctl 0.1.0", run(0, "version"));
        assertTrue(err.contains("[2/2] mcpctl-cli"), err);

        assertEquals("mcpctl 0.1.0", run(0, "version"));
        assertEquals("", err);
        assertEquals(List.of("built"), Files.readAllLines(checkout.resolve("builds.txt")));
    }

    @Test
    void aBuildThatFailsIsReportedWithItsErrors() throws Exception {
        script("#!/bin/sh\necho '[ERROR] the part is missing'\nexit 1\n");

        assertEquals("", run(1, "version"));
        assertTrue(err.contains("[ERROR] the part is missing") && err.contains("Error: the build failed"), err);
        assertFalse(Files.exists(checkout.resolve("target/build.lock")));
    }

    @Test
    void theLockOfADeadBuildIsTakenOver() throws Exception {
        Files.createDirectories(checkout.resolve("target/build.lock"));
        Files.writeString(checkout.resolve("target/build.lock/pid"), "999999999");

        assertEquals("mcpctl 0.1.0", run(0, "version"));
    }

    @Test
    void exitCodesPassThrough() throws Exception {
        run(2, "no-such-command");
    }

    private String run(int exitCode, String... arguments) throws Exception {
        List<String> line = new java.util.ArrayList<>(
                List.of("sh", checkout.resolve("mcpctl").toString()));
        line.addAll(List.of(arguments));
        Path out = checkout.resolve("out.txt");
        Path errors = checkout.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(errors.toFile());
        builder.environment().put("MCPCTL_NO_CACHE", "1");
        builder.environment().put("MCPCTL_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        err = Files.readString(errors);
        assertEquals(exitCode, process.exitValue(), err);
        return Files.readString(out).strip();
    }
}
