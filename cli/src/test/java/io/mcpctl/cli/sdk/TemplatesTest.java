package io.mcpctl.cli.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What the templates become: it compiles without a warning, and its tests pass. The jar is tested by the examples. */
class TemplatesTest {
    static final List<String> FAMILIES = PluginProject.FAMILIES;

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void aNewProjectCompilesAndPassesItsTests(String family, @TempDir Path folder) throws Exception {
        PluginProject project = new PluginProject(family, "my-own", "org.acme");
        project.write(folder);
        Path classes = Files.createDirectory(folder.resolve("classes"));

        assertEquals("", compiled(folder, classes));

        TestExecutionSummary summary = tested(classes, "org.acme.myown.MyOwnTest");
        assertEquals(
                List.of(),
                summary.getFailures().stream()
                        .map(one -> one.getException().toString())
                        .toList());
        assertTrue(summary.getTestsSucceededCount() > 5, () -> summary.getTestsSucceededCount() + " tests");
    }

    @ParameterizedTest
    @FieldSource("FAMILIES")
    void noMarkIsLeft(String family) {
        new PluginProject(family, "my-own", "org.acme").files().forEach((path, text) -> {
            assertFalse(text.contains("{{") && text.contains("}}"), path);
            assertFalse(path.contains("TYPE") || path.contains("JAVA"), path);
        });
    }

    private static String compiled(Path project, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(project.resolve("src"))) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "-d",
                    classes.toString(),
                    "-proc:none",
                    "--release",
                    "21",
                    "-parameters",
                    "-Xlint:all,-processing,-serial,-options,-classfile,-try,-path");
            compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
        }
        return said.toString();
    }

    private static TestExecutionSummary tested(Path classes, String test) throws Exception {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, TemplatesTest.class.getClassLoader())) {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(loader.loadClass(test)))
                    .build();
            LauncherFactory.create().execute(request, summary);
        }
        return summary.getSummary();
    }
}
