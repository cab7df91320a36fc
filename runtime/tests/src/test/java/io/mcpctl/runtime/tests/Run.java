package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A program that ran to its end. */
record Run(List<String> line, int exitCode, String stdout, String stderr) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Runs a program; it is killed and the test fails when it takes longer than {@code limit}. */
    static Run of(List<String> line, Path folder, Map<String, String> environment, String input, Duration limit) {
        try (Background program = Background.start(line, folder, environment, input)) {
            return program.await(limit);
        }
    }

    Run exits(int expected) {
        assertEquals(expected, exitCode, this::toString);
        return this;
    }

    Run says(String part) {
        assertTrue((stdout + stderr).contains(part), () -> "expected to read '" + part + "' in " + this);
        return this;
    }

    /** It failed with this code, printed nothing, and said one sentence with these words. */
    Run refuses(int expected, String... words) {
        exits(expected);
        assertEquals("", stdout, this::toString);
        String last = stderr.lines().reduce("", (before, line) -> line);
        assertTrue(last.startsWith("Error: "), this::toString);
        for (String word : words) {
            assertTrue(last.contains(word), () -> "expected to read '" + word + "' in " + this);
        }
        return this;
    }

    /** Exactly this on stdout, with code 0. */
    Run prints(String text) {
        assertEquals(text, exits(0).stdout, this::toString);
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
