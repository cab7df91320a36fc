package io.mcpctl.runtime.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Runs of the official conformance suite against a server. */
final class Conformance {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** From good to bad. */
    private static final List<String> STATUSES = List.of("SUCCESS", "SKIPPED", "WARNING", "FAILURE");

    /** Sets of scenarios, with how many of them there are. */
    enum Suite {
        STABLE("conformance-stable", 32, "--suite", "all"),
        SESSIONS("conformance-next", 33, "--requirements", "2025-11-25"),
        STATELESS("conformance-next", 50, "--requirements", "2026-07-28");

        final int scenarios;
        private final String program;
        private final List<String> arguments;

        Suite(String name, int scenarios, String... arguments) {
            this.program = "node_modules/" + name + "/dist/index.js";
            this.scenarios = scenarios;
            this.arguments = List.of(arguments);
        }
    }

    /**
     * What came of a run.
     *
     * @param scenarios the worst status of each; {@code SUCCESS} where nothing was checked
     * @param checks the worst status of each check, by scenario and id
     * @param problems what failed, for people
     */
    record Report(Map<String, String> scenarios, Map<String, String> checks, List<String> problems) {
        List<String> failedScenarios() {
            return scenarios.entrySet().stream()
                    .filter(one -> one.getValue().equals("FAILURE"))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        String count() {
            long passed = scenarios.size() - failedScenarios().size();
            long good = checks.values().stream().filter("SUCCESS"::equals).count();
            return passed + " of " + scenarios.size() + " scenarios, " + good + " of " + checks.size() + " checks";
        }
    }

    private Conformance() {}

    static Report run(Suite suite, String url) {
        Path results = null;
        try {
            results = Files.createTempDirectory("conformance");
            List<String> arguments = new ArrayList<>(List.of("server", "--url", url, "-o", results.toString()));
            arguments.addAll(suite.arguments);
            Run run = Run.of(Npm.node(suite.program, arguments), results, Map.of(), "", LIMIT);
            Report report = read(results);
            if (report.scenarios.isEmpty()) {
                throw new AssertionError("nothing was reported: " + run);
            }
            System.out.println("conformance " + suite + " " + url + ": " + report.count());
            return report;
        } catch (IOException e) {
            throw new AssertionError("no results of the conformance suite", e);
        } finally {
            if (results != null) {
                Folders.delete(results);
            }
        }
    }

    private static Report read(Path results) throws IOException {
        Report report = new Report(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
        try (Stream<Path> files = Files.walk(results)) {
            files.filter(file -> file.endsWith("checks.json")).forEach(file -> add(report, file));
        }
        return report;
    }

    /** The folder's name is {@code server-SCENARIO-TIME}. */
    private static void add(Report report, Path file) {
        String scenario = Objects.requireNonNull(file.getParent(), "a report lies in a folder")
                .getFileName()
                .toString()
                .replaceFirst("^server-", "")
                .replaceFirst("-\\d{4}-\\d\\d-\\d\\dT.*", "");
        report.scenarios.putIfAbsent(scenario, "SUCCESS");
        for (JsonNode check : tree(file)) {
            String status = check.path("status").asText();
            if (status.equals("INFO")) {
                continue;
            }
            report.scenarios.merge(scenario, status, Conformance::worse);
            report.checks.merge(scenario + " " + check.path("id").asText(), status, Conformance::worse);
            if (!status.equals("SUCCESS") && !status.equals("SKIPPED")) {
                report.problems.add(scenario + " " + check.path("id").asText() + ": "
                        + check.path("errorMessage").asText());
            }
        }
    }

    private static JsonNode tree(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String worse(String one, String other) {
        return STATUSES.indexOf(one) > STATUSES.indexOf(other) ? one : other;
    }
}
