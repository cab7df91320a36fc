package io.mcpctl.cnf.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What plug-ins are compiled against changes only together with the version of its package: each jar of cnf/baseline is
 * compared with what was built. See cnf/baseline/README.md.
 */
class BaselineTest {
    private static final Path RELEASED = Path.of("../baseline");
    private static final Path BUILT = Path.of("../../bundles");

    @Test
    void releasedApisChangeWithTheirVersionsOnly() throws Exception {
        List<String> breaches = new ArrayList<>();
        for (Path released : released()) {
            try (Jar older = new Jar(released.toFile());
                    Jar newer = new Jar(built(released).toFile())) {
                breaches.addAll(breaches(newer, older));
            }
        }

        assertEquals(List.of(), breaches);
    }

    @Test
    void whatIsTakenAwayIsNoticed() throws Exception {
        Path released = RELEASED.resolve("io.mcpctl.stage.api.jar");
        try (Jar older = new Jar(released.toFile());
                Jar newer = new Jar(released.toFile())) {
            newer.remove("io/mcpctl/stage/api/Section.class");

            assertEquals(
                    List.of("io.mcpctl.stage.api has a change of kind MAJOR since 1.0.0 and says it is 1.0.0; write"
                            + " @Version(\"2.0.0\") in its package-info.java, or take the change back"),
                    breaches(newer, older));
        }
    }

    private static List<Path> released() throws IOException {
        try (Stream<Path> files = Files.list(RELEASED)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            assertTrue(jars.size() >= 6, "released APIs are missing in cnf/baseline: " + jars);
            return jars;
        }
    }

    private static Path built(Path released) throws IOException {
        String name = released.getFileName().toString().replaceAll("\\.jar$", "");
        try (Stream<Path> files = Files.walk(BUILT)) {
            return files.filter(
                            file -> file.toString().matches(".*/target/" + name.replace(".", "\\.") + "-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            name + " was released and is not built any more; plug-ins need it, so bring it back"));
        }
    }

    private static List<String> breaches(Jar newer, Jar older) throws Exception {
        try (Processor processor = new Processor()) {
            return new Baseline(processor, new DiffPluginImpl())
                    .baseline(newer, older, null).stream()
                            .filter(info -> info.mismatch)
                            .map(info -> info.packageName + " has a change of kind " + info.packageDiff.getDelta()
                                    + " since " + info.olderVersion + " and says it is " + info.newerVersion
                                    + "; write @Version(\"" + info.suggestedVersion
                                    + "\") in its package-info.java, or take the change back")
                            .toList();
        }
    }
}
