package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.StartupFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadStartTest {
    @TempDir
    Path home = Path.of("");

    private String refusal(McpctlBuilder builder) {
        Leftovers leftovers = new Leftovers();
        String sentence = String.valueOf(
                assertThrows(ProblemException.class, () -> builder.start().close())
                        .getMessage());
        assertTrue(Leftovers.soon(() -> leftovers.threads().isEmpty()), () -> "threads: " + leftovers.threads());
        assertEquals(Set.of(), Leftovers.openFiles(home));
        return sentence;
    }

    @Test
    void anUnknownSettingIsNamedWithTheKnownOnes() {
        String sentence = refusal(Mcpctl.builder().home(home).config("store.colour", "red"));

        assertTrue(sentence.contains("store.colour") && sentence.contains("allowed here are"), sentence);
        assertEquals(null, System.getProperty(StartupFailure.PROPERTY), "nothing stays in the JVM");
        Mcpctl.builder().home(home).start().close();
    }

    @Test
    void aDatabaseThatCannotBeReachedIsReported() {
        String sentence = refusal(Mcpctl.builder()
                .home(home)
                .config("store.url", "jdbc:postgresql://127.0.0.1:1/none?user=x&connectTimeout=1"));

        assertTrue(sentence.contains("mcpctl does not start") && sentence.contains("database"), sentence);
    }

    @Test
    void aHomeInUseIsRefused() {
        try (Mcpctl first = Mcpctl.builder().home(home).start()) {
            String sentence = String.valueOf(assertThrows(
                            ProblemException.class,
                            () -> Mcpctl.builder().home(home).start())
                    .getMessage());

            assertTrue(sentence.contains("in use") && sentence.contains(home.toString()), sentence);
            assertTrue(first.apply("{kind: project, name: demo}")
                    .getFirst()
                    .result()
                    .equals("created"));
        }
    }

    @Test
    void aJarThatIsNoBundleIsNamed() throws Exception {
        Path jar = Files.writeString(Files.createTempDirectory("jar").resolve("broken.jar"), "no jar");

        String sentence = refusal(Mcpctl.builder().home(home).bundle(jar));

        assertTrue(sentence.contains("broken.jar"), sentence);
    }

    @Test
    void aTakenPortIsRefused() throws Exception {
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"))) {
            String sentence = refusal(Mcpctl.builder().home(home).http(taken.getLocalPort()));

            assertTrue(sentence.contains("port " + taken.getLocalPort()), sentence);
        }
    }

    @Test
    void wrongToolsAreRefusedBeforeAnythingStarts() {
        McpctlBuilder builder = Mcpctl.builder().tool("a", "", "{\"type\":\"object\"}", in -> 1);

        assertTrue(message(() -> builder.tool("a", "", "{}", in -> 2)).contains("twice"));
        assertTrue(message(() -> builder.tool("a b", "", "{}", in -> 2)).contains("not allowed"));
        assertTrue(message(() -> builder.tool("c", "", "[]", in -> 2).start()).contains("input schema of tool 'c'"));
    }

    private static String message(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void wrongDefinitionsAreRefusedWithTheReason() {
        try (Mcpctl mcpctl = Mcpctl.builder().home(home).start()) {
            assertTrue(problem(() -> mcpctl.apply("kind: [")).contains("not YAML"));
            assertTrue(problem(() -> mcpctl.apply("{kind: project, name: x, colour: red}"))
                    .contains("colour"));
            assertTrue(problem(() -> mcpctl.project("gone")).contains("gone"));
        }
    }

    private static String problem(org.junit.jupiter.api.function.Executable call) {
        return String.valueOf(assertThrows(ProblemException.class, call).getMessage());
    }
}
