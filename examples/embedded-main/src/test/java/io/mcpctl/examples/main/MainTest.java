package io.mcpctl.examples.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theProgramCallsItsToolAndEndsByItself() throws Exception {
        Path out = folder.resolve("out");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        folder.resolve("home").toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(program.waitFor(120, TimeUnit.SECONDS), "it ends without System.exit");
        } finally {
            program.destroyForcibly();
        }

        String said = Files.readString(out);
        assertEquals(0, program.exitValue(), said);
        assertTrue(said.contains("project/demo created"), said);
        assertTrue(said.contains("host__count"), said);
        assertTrue(said.contains("count: 3"), said);
    }
}
