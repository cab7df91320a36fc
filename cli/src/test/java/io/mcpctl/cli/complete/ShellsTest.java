package io.mcpctl.cli.complete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.testing.RealPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real shells on a pseudo terminal, in which the tabulator is pressed. */
@Tag("real-server")
class ShellsTest {
    /** Completes with the real program, and writes down what any other line is when it is run. */
    private static final String PROGRAM = """
            #!/bin/sh
            case "$1" in
              __complete|completion) exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' io.mcpctl.cli.Main "$@" ;;
              *) { printf '<%%s>' "$@"; echo; } >> '%s' ;;
            esac
            """;

    private static final String KINDS =
            "[{\"name\":\"server\",\"plural\":\"servers\",\"aliases\":[\"srv\"],\"members\":[]}]";
    private static final String NOBODY = "http://127.0.0.1:1";
    private static final int LIMIT_SECONDS = 90;

    private final Path folder;
    private final Path log;

    ShellsTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.log = folder.resolve("log");
        Files.createDirectory(folder.resolve("bin"));
        Path program = folder.resolve("bin/mcpctl");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Files.writeString(program, PROGRAM.formatted(java, classPath(), log));
        assertTrue(program.toFile().setExecutable(true));
        Files.writeString(folder.resolve("definition.yaml"), "");
        keep("/api/v1/kinds", KINDS);
        keep("/api/v1/servers?limit=500", "every\tAll tools: many\neverything\tMore\nfiles");
    }

    /** Of this test, for a program that begins in another folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    /** An answer of a daemon from before, so that none needs to run. */
    private void keep(String path, String text) throws IOException {
        String key = NOBODY + path + " " + Long.toHexString(AnswerCache.hash(""));
        Path cache = Files.createDirectories(folder.resolve("home/cache/completion"));
        Files.writeString(cache.resolve(Long.toHexString(AnswerCache.hash(key))), key + "\n" + text);
    }

    @ParameterizedTest
    @CsvSource({
        "bash,bash --norc --noprofile -i,source <(mcpctl completion bash)",
        "zsh,zsh -f -i,autoload -U compinit; compinit -u -d ./dump; source <(mcpctl completion zsh)",
        "fish,fish --no-config -i,mcpctl completion fish | source"
    })
    void theTabulatorCompletesWords(String shell, String start, String load) throws Exception {
        requireProgram(shell);
        requireProgram("script");
        Process process = start(start);
        try (OutputStream keys = process.getOutputStream()) {
            press(keys, load + "\nmcpctl ready\n", "<ready>");
            press(keys, "mcpctl descr\tserver fi\t\n", "<describe><server><files>");
            press(keys, "mcpctl get servers ever\tt\t--outp\t\n", "<get><servers><everything><--output>");
            press(keys, "mcpctl wait server/fi\t --for=condi\t\n", "<wait><server/files><--for=condition=ready>");
            press(keys, "mcpctl apply -f def\t\n", "<apply><-f><definition.yaml>");
            press(keys, "exit\n", "");
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(String shell) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qec", "stty cols 120 rows 30; exec " + shell, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("screen").toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("TERM", "vt100");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("MCPCTL_HOME", folder.resolve("home").toString());
        builder.environment().put("MCPCTL_URL", NOBODY);
        return builder.start();
    }

    /** Types, and waits until the last line that was run is this one. */
    private void press(OutputStream keys, String text, String line) throws Exception {
        keys.write(text.getBytes(StandardCharsets.UTF_8));
        keys.flush();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        List<String> lines = lines();
        int known = lines.size();
        while (!line.isEmpty() && lines.size() == known && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
            lines = lines();
        }
        if (!line.isEmpty()) {
            assertEquals(line, lines.isEmpty() ? "" : lines.getLast(), () -> screen());
        }
    }

    private List<String> lines() throws IOException {
        return Files.exists(log) ? Files.readString(log).lines().toList() : List.of();
    }

    private String screen() {
        try {
            return Files.readString(folder.resolve("screen"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static void requireProgram(String program) {
        boolean there = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
        if (!there) {
            RealPart.missing("there is no " + program + " on the PATH");
        }
    }
}
