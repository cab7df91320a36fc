package io.mcpctl.runtime.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs. Its output goes to files: a process that it leaves behind must not keep the test waiting. */
final class Background implements AutoCloseable {
    private final List<String> line;
    private final Path files;
    private final Process process;

    private Background(List<String> line, Path files, Process process) {
        this.line = line;
        this.files = files;
        this.process = process;
    }

    static Background start(List<String> line, Path folder, Map<String, String> environment, String input) {
        try {
            Path files = Files.createTempDirectory("mcpctl-run");
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectInput(Files.writeString(files.resolve("in"), input).toFile())
                    .redirectOutput(files.resolve("out").toFile())
                    .redirectError(files.resolve("err").toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("MCPCTL_") || name.startsWith("MCPD_"));
            builder.environment().putAll(environment);
            return new Background(line, files, builder.start());
        } catch (IOException e) {
            throw new AssertionError("cannot run " + line, e);
        }
    }

    /** What it printed so far. */
    String stdout() {
        return read("out");
    }

    /** Waits for its end; the test fails when that takes longer than {@code limit}. */
    Run await(Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Run(line, process.exitValue(), read("out"), read("err"));
            }
            throw new AssertionError(
                    "not done within " + limit.toSeconds() + " s: " + new Run(line, -1, read("out"), read("err")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + line, e);
        }
    }

    /** Ends it, with its descendants, if it still runs. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Folders.delete(files);
    }

    private String read(String name) {
        try {
            return Files.readString(files.resolve(name));
        } catch (IOException e) {
            throw new AssertionError("the output of " + line + " cannot be read", e);
        }
    }
}
