package io.mcpctl.stage.javasource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import io.mcpctl.stage.language.api.StageSource;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JavaSourceTest {
    private static final String SHOUT = """
            import io.mcpctl.stage.api.*;

            public final class Shout implements PipelineStage {
                record Loud(String text) {}

                public StageResult process(String content, StageContext context) {
                    return StageResult.of(new Loud(content.toUpperCase()).text());
                }
            }
            """;
    /** Stages of these tests do not look at it. */
    private static final StageContext NONE = (StageContext) Proxy.newProxyInstance(
            JavaSourceTest.class.getClassLoader(), new Class<?>[] {StageContext.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final JavaSource language = new JavaSource(true);

    private final Path folder;

    JavaSourceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private StageSource source(String text) throws IOException {
        return source(text, "rw-------");
    }

    private StageSource source(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("Shout.java"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return new StageSource(file, "shout", text);
    }

    private String refusal(StageSource source) {
        return String.valueOf(assertThrows(ProblemException.class, () -> language.load(source))
                .getMessage());
    }

    @Test
    void aSourceIsCompiledAndItsStageRuns() throws Exception {
        StageResult result = language.load(source(SHOUT)).process("hello", NONE);

        assertEquals("HELLO", result.content());
    }

    @Test
    void theFileMayBeCalledOtherwiseThanItsClass() throws Exception {
        PipelineStage stage = language.load(source(SHOUT.replace("class Shout", "class Whisper")));

        assertEquals("Whisper", stage.getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content.toUpperCase()) | content.toUpperCase( | Shout.java:7: ",
                "content.toUpperCase() | content.upper() | Shout.java:7: cannot find symbol",
                "implements PipelineStage | '' | Shout.java: no class in it implements io.mcpctl.stage.api.PipelineStage",
                "record Loud(String text) {} | Shout() { throw new IllegalStateException(\"not today\"); } record Loud(String text) {} | Shout.java:4: its constructor failed: java.lang.IllegalStateException: not today",
                "record Loud | Shout(int size) {} record Loud | Shout.java: Shout needs a constructor without parameters",
                "import io | import ch.qos.logback.classic.Logger; import io | Shout.java:1: package ch.qos.logback.classic does not exist",
                "import io | class Two extends Shout {} import io | Shout.java:1: "
            })
    void whatIsWrongIsToldWithFileAndLine(String from, String to, String words) throws IOException {
        String sentence = refusal(source(SHOUT.replace(from, to)));

        assertTrue(sentence.startsWith(words), sentence);
    }

    @Test
    void severalStagesInOneFileAreRefused() throws IOException {
        String two = SHOUT
                + SHOUT.replace("public final class Shout", "final class Other").replaceAll("(?m)^import.*$", "");

        String sentence = refusal(source(two));

        assertTrue(sentence.contains("several classes in it implement PipelineStage: Other, Shout"), sentence);
    }

    @ParameterizedTest
    @CsvSource({"rw-r--r--", "rw----r--", "rw--w----", "rw-----w-", "rw-rw-rw-"})
    void aFileThatOthersMayReadOrWriteIsRefused(String permissions) throws IOException {
        String sentence = refusal(source(SHOUT, permissions));

        assertTrue(sentence.contains("others than its owner may read or write it"), sentence);
        assertTrue(sentence.contains("chmod 600 "), sentence);
    }

    @Test
    void aFolderThatOthersMayWriteToIsRefused() throws IOException {
        StageSource source = source(SHOUT);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertTrue(refusal(source).contains("others may write to its folder; run: chmod 700 "));
    }

    @Test
    void whereJavaIsOffNothingIsCompiled() throws IOException {
        StageSource source = source(SHOUT);

        ProblemException refused = assertThrows(ProblemException.class, () -> new JavaSource(false).load(source));

        assertEquals(
                "Shout.java: Java source is not run here; set stages.java to true, or build a jar",
                refused.getMessage());
    }

    @Test
    void warmingUpCompilesWhereJavaIsAllowedAndDoesNothingElsewhere() throws Exception {
        language.warmUp();
        language.warmUp();
        new JavaSource(false).warmUp();

        assertEquals(
                "HELLO", language.load(source(SHOUT)).process("hello", NONE).content());
    }

    @Test
    void threadsOfAStageInheritItsClassLoader() throws Exception {
        PipelineStage stage = language.load(source(SHOUT.replace("record Loud", """
                private final Thread made = new Thread(() -> {});
                public String toString() { return made.getContextClassLoader().getName(); }
                record Loud""")));

        assertEquals("stage Shout.java", stage.toString());
    }

    @Test
    void aVersionThatNobodyHoldsIsCollected() throws IOException {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int version = 0; version < 3; version++) {
            PipelineStage stage = language.load(source(SHOUT));
            loaders.add(new WeakReference<>(
                    assertInstanceOf(StageClasses.class, stage.getClass().getClassLoader())));
        }

        long deadline = System.nanoTime() + 20_000_000_000L;
        while (loaders.stream().anyMatch(loader -> loader.get() != null) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertEquals(
                List.of(),
                loaders.stream()
                        .map(WeakReference::get)
                        .filter(one -> one != null)
                        .toList());
    }

    @Test
    void everyClassOfTheApiIsOffered() throws Exception {
        TreeSet<String> there = new TreeSet<>();
        for (Class<?> one : List.of(PipelineStage.class, ProblemException.class)) {
            there.addAll(classesBeside(one));
        }
        there.removeIf(name ->
                name.endsWith(".StartupFailure") || name.endsWith(".StartupReport") || name.endsWith("package-info"));

        assertEquals(there, new TreeSet<>(Api.CLASSES.keySet()));
    }

    private static List<String> classesBeside(Class<?> one) throws Exception {
        String prefix = one.getPackageName().replace('.', '/') + "/";
        Path home =
                Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(home)) {
            try (Stream<Path> files = Files.list(home.resolve(prefix))) {
                return names(files.map(file -> prefix + file.getFileName()));
            }
        }
        try (JarFile jar = new JarFile(home.toFile())) {
            return names(jar.stream().map(Object::toString));
        }
    }

    private static List<String> names(Stream<String> files) {
        return files.filter(name -> name.matches("io/mcpctl/(stage|problem)/api/[A-Za-z$]+\\.class"))
                .map(name -> name.replace(File.separatorChar, '.').replaceAll("\\.class$", ""))
                .toList();
    }

    @Test
    void aStageCannotReachTheDaemon() throws IOException {
        String nosy = SHOUT.replace(
                        "new Loud(content.toUpperCase()).text()",
                        "new Loud(load()).text()") // a method that looks for a class of the daemon
                .replace("record Loud", """
                        static String load() {
                            try {
                                return Class.forName("io.mcpctl.stage.javasource.JavaSource").getName();
                            } catch (ClassNotFoundException e) {
                                return e.getMessage();
                            }
                        }
                        record Loud""");

        StageResult result = assertResult(language.load(source(nosy)));

        assertTrue(result.content().contains("neither of the JDK nor of the API of stages"), result.content());
    }

    private static StageResult assertResult(PipelineStage stage) {
        try {
            return stage.process("", NONE);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
