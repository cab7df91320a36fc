package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that ran to its end. */
record Run(List<String> line, int exitCode, String stdout, String stderr) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a program; it is killed, with its descendants, and the test fails when it takes longer than {@code limit}. */
    static Run of(List<String> line, Path folder, Map<String, String> environment, String input, Duration limit) {
        try {
            // Files rather than pipes: a background process that inherits them must not keep the test waiting.
            Path files = Files.createTempDirectory("mcpctl-run");
            try {
                return run(line, folder, environment, input, limit, files);
            } finally {
                for (String name : List.of("in", "out", "err")) {
                    Files.deleteIfExists(files.resolve(name));
                }
                Files.delete(files);
            }
        } catch (IOException e) {
            throw new AssertionError("cannot run " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + line, e);
        }
    }

    private static Run run(
            List<String> line, Path folder, Map<String, String> environment, String input, Duration limit, Path files)
            throws IOException, InterruptedException {
        Path in = Files.writeString(files.resolve("in"), input);
        Path out = files.resolve("out");
        Path err = files.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("MCPCTL_") || name.startsWith("MCPD_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        Run run = new Run(line, ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        assertTrue(ended, () -> "not done within " + limit.toSeconds() + " s: " + run);
        return run;
    }

    Run exits(int expected) {
        assertEquals(expected, exitCode, this::toString);
        return this;
    }

    Run says(String part) {
        assertTrue((stdout + stderr).contains(part), () -> "expected to read '" + part + "' in " + this);
        return this;
    }

    /** What it printed, as JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(stdout);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + this, e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", line) + "\nexit code " + exitCode + "\nstdout: " + stdout + "\nstderr: " + stderr;
    }
}
