package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.runtime.tests.Conformance.Report;
import io.mcpctl.runtime.tests.Conformance.Suite;
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
    @CsvSource({"web, STABLE", "web, SESSIONS", "web, STATELESS", "pipe, STABLE", "pipe, SESSIONS", "pipe, STATELESS"})
    void whatPassesDirectlyPassesThroughTheGateway(String server, Suite suite) {
        Report through = through(server, suite);

        assertEquals(List.of(), through.problems());
        Set<String> expected = suite == Suite.STATELESS ? Set.of() : NOTHING_TO_CHECK;
        assertEquals(new TreeSet<>(expected), differences(direct(suite), through));
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
}
