package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineRunnerTest {
    private Bench bench;

    @BeforeEach
    void open(@TempDir Path folder) {
        bench = new Bench(folder, Duration.ofMillis(300));
        bench.stage("shout", (content, context) -> StageResult.of(content + "!"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PipelineRun run(String... stages) {
        List<Pipeline.Step> steps = List.of(stages).stream().map(Bench::step).toList();
        return bench.runner.run(Pipeline.of("p", steps), Bench.ORIGIN, "hi");
    }

    private String errorOf(String stage) {
        PipelineRun run = run("shout", stage, "shout");
        assertEquals("hi!!", run.content());
        return run.steps().get(1).error().orElseThrow();
    }

    @Test
    void eachStageGetsWhatTheOneBeforeItLeft() {
        assertEquals("hi!!", run("shout", "shout").content());
        assertEquals("hi", run().content());
    }

    @Test
    void aStageThatThrowsIsSkippedAndNamed() {
        bench.stage("bad", (content, context) -> {
            throw new java.io.IOException("the disk is gone");
        });

        assertEquals("stage \"bad\" failed: the disk is gone", errorOf("bad"));
    }

    @Test
    void aStageThatReturnsNullIsSkippedAndNamed() {
        bench.stage("null", (content, context) -> nothing());

        assertEquals("stage \"null\" returned null", errorOf("null"));
    }

    @SuppressWarnings("NullAway") // what careless plug-ins do
    private static StageResult nothing() {
        return null;
    }

    @Test
    void aStageThatIsMissingIsSkippedAndNamed() {
        assertEquals("stage \"gone\" is not installed", errorOf("gone"));
    }

    @Test
    void aStageThatReturnsFiftyMegabytesIsSkippedAndNamed() {
        bench.stage("huge", (content, context) -> StageResult.of("x".repeat(50 << 20)));

        String error = errorOf("huge");

        assertTrue(error.startsWith("stage \"huge\" returned 52428800 characters"), error);
    }

    @Test
    void aStageThatDoesNotEndIsInterruptedAndLeftBehind() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        bench.stage("stuck", (content, context) -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return StageResult.of(content);
        });

        assertEquals("stage \"stuck\" failed: not back after 300 ms", errorOf("stuck"));
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aStageThatIgnoresInterruptionCostsOnlySoManyThreads() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        bench.stage("deaf", (content, context) -> {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // what careless plug-ins do
                }
            }
            return StageResult.of(content);
        });

        PipelineRun first = run("deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf");
        PipelineRun second = run("deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf", "deaf");
        end.countDown();

        assertTrue(first.steps().getLast().error().orElseThrow().contains("not back after"));
        assertTrue(second.steps().getLast().error().orElseThrow().contains("16 of its calls did not end"));
    }

    @Test
    void aConfigurationThatTheStageRefusesNamesStageAndKey() {
        bench.stage("strict", new PipelineStage() {
            @Override
            public void check(Settings config) {
                config.number("pageSize", 8000, 256, 1_000_000);
            }

            @Override
            public StageResult process(String content, StageContext context) {
                return StageResult.of("never");
            }
        });
        Pipeline.Step step = new Pipeline.Step("strict", new Settings(Map.of("pageSize", 12)));

        PipelineRun run = bench.runner.run(Bench.pipeline(step), Bench.ORIGIN, "hi");

        assertEquals("hi", run.content());
        assertEquals(
                "stage \"strict\" failed: pageSize is 12, but has to be a whole number from 256 to 1000000",
                run.steps().getFirst().error().orElseThrow());
    }

    @Test
    void sectionsStayUntilALaterStageHasOthersAndTheirIdsAreRepaired() {
        bench.stage(
                "cut",
                (content, context) ->
                        StageResult.of(content, List.of(Section.of("a b", "one", "h"), Section.of("a b", "two", "i"))));

        List<Section> sections = run("cut", "shout").sections();

        assertEquals(List.of("a-b", "a-b-2"), sections.stream().map(Section::id).toList());
    }

    @Test
    void equalContentsAreTransformedOnceUnlessAStageFailed() {
        AtomicInteger runs = new AtomicInteger();
        AtomicInteger failures = new AtomicInteger();
        bench.stage("count", (content, context) -> StageResult.of(content + runs.incrementAndGet()));
        bench.stage("fails", (content, context) -> {
            throw new IllegalStateException("no " + failures.incrementAndGet());
        });

        assertFalse(run("count").cached());
        assertTrue(run("count").cached());
        assertEquals("hi1", run("count").content());
        run("fails");
        run("fails");
        assertEquals(2, failures.get());
    }

    @Test
    void aSuccessorDoesNotAnswerWithWhatItsPredecessorSaid() {
        PipelineStage old = (content, context) -> StageResult.of("old");
        Map<String, Object> properties = bench.stage("swapped", old);
        assertEquals("old", run("swapped").content());

        bench.stage("swapped", (content, context) -> StageResult.of("new"));
        bench.stages.removeStage(old, properties);

        assertEquals("new", run("swapped").content());
    }

    @Test
    void aStageRemembersTextsForItselfOnly() {
        AtomicInteger made = new AtomicInteger();
        PipelineStage stage =
                (content, context) -> StageResult.of(context.cache().get("k", () -> "made " + made.incrementAndGet()));
        bench.stage("one", stage);
        bench.stage("two", stage);

        assertEquals("made 1", run("one").content());
        assertEquals("made 1", run("one", "one").content());
        assertEquals("made 2", run("two").content());
    }
}
