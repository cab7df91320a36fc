package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.runtime.tests.Conformance.Report;
import io.mcpctl.runtime.tests.Conformance.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The official conformance suite against our fixture, directly and through the gateway. */
@Tag("real-server")
class ConformanceTest {
    /**
     * The gateway picks up what the server resumes and answers its own client in one piece, so that there is no broken
     * stream whose rules could be checked.
     */
    private static final Set<String> NOTHING_TO_CHECK = Set.of(
            "server-sse-polling server-sse-disconnect-resume: SUCCESS, through the gateway not reported",
            "server-sse-polling server-sse-priming-event: SUCCESS, through the gateway not reported",
            "server-sse-polling server-sse-retry-field: SUCCESS, through the gateway not reported");

    private static final Product PRODUCT = Product.fresh();
    private static final Map<Suite, Report> DIRECT = new EnumMap<>(Suite.class);
    private static final Fixture FIXTURE = Fixture.start();
    private static final Path NOT_SUPPORTED_YET =
            Product.ROOT.resolve("runtime/tests/src/test/resources/conformance-2026-07-28-not-supported-yet.txt");

    @BeforeAll
    static void start() {
        Npm.installed();
        FIXTURE.behind(PRODUCT);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
        FIXTURE.close();
    }

    @ParameterizedTest
    @EnumSource
    void theFixtureItselfPasses(Suite suite) {
        assertEquals(List.of(), direct(suite).problems());
    }

    @ParameterizedTest
    @CsvSource({"web, STABLE", "web, SESSIONS", "pipe, STABLE", "pipe, SESSIONS"})
    void whatPassesDirectlyPassesThroughTheGateway(String server, Suite suite) {
        Report through = through(server, suite);

        assertEquals(List.of(), through.problems());
        assertEquals(new TreeSet<>(NOTHING_TO_CHECK), differences(direct(suite), through));
    }

    /** A scenario that passes although it is listed fails the test too, so that the list can only shrink. */
    @ParameterizedTest
    @CsvSource({"web", "pipe"})
    void theStatelessEraIsNotSupportedYet(String server) {
        Report through = through(server, Suite.STATELESS);
        // A scenario that ends before it reports anything has failed as well.
        List<String> failed = direct(Suite.STATELESS).scenarios().keySet().stream()
                .filter(scenario -> through.scenarios()
                        .getOrDefault(scenario, "FAILURE")
                        .equals("FAILURE"))
                .toList();

        assertEquals(notSupportedYet(), failed, "the scenarios of 2026-07-28 that fail are not those of the list");
    }

    private static Report direct(Suite suite) {
        Report report = DIRECT.computeIfAbsent(suite, missing -> Conformance.run(missing, FIXTURE.url()));
        assertEquals(suite.scenarios, report.scenarios().size(), () -> "scenarios of " + suite);
        return report;
    }

    private static Report through(String server, Suite suite) {
        return Conformance.run(suite, PRODUCT.url("/servers/" + server + "/mcp"));
    }

    private static Set<String> differences(Report direct, Report through) {
        Set<String> all = new TreeSet<>(direct.checks().keySet());
        all.addAll(through.checks().keySet());
        Set<String> different = new TreeSet<>();
        for (String check : all) {
            String one = direct.checks().getOrDefault(check, "not reported");
            String other = through.checks().getOrDefault(check, "not reported");
            if (!one.equals(other)) {
                different.add(check + ": " + one + ", through the gateway " + other);
            }
        }
        return different;
    }

    private static List<String> notSupportedYet() {
        try {
            return Files.readAllLines(NOT_SUPPORTED_YET).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("the list cannot be read", e);
        }
    }
}
