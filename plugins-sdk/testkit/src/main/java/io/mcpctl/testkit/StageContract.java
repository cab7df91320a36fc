package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a stage promises. Extend it in a test of the stage and give an instance. */
public abstract class StageContract {
    private static final int MOST_CHARACTERS = 16 * 1024 * 1024;
    private static final int CALLERS = 8;
    private static final List<String> NASTY = List.of(
            "",
            " ",
            "\n\n\n",
            "x".repeat(200_000),
            "line\r\nline\rline\n".repeat(2_000),
            "zwölf Boxkämpfer, 日本語, 🎉 ".repeat(500),
            "half a pair: \ud83d",
            "\u0000\u0007\u001b[31m\ufeff\uffff",
            "{\"cut\": [1, 2, {\"off\": \"he",
            "[" + "{\"a\":".repeat(2_000),
            "[[[[]]]]",
            "null",
            "\"text\"",
            "- yaml: [1\n  - :",
            "<<<<<<< HEAD\n\t\ttabs\n%s {0} $1 \\");

    /** A stage as it is used in one pipeline; asked for anew by each test. */
    protected abstract PipelineStage stage();

    /** A configuration that is right; none if not overridden. */
    protected Settings config() {
        return Settings.NONE;
    }

    /** Contents that the stage is made for, so that it does its work on them. */
    protected abstract List<String> samples();

    /** Configurations that {@link PipelineStage#check} refuses, each with a key that is wrong or not known. */
    protected List<Settings> wrongConfigs() {
        return List.of();
    }

    private StageResult run(PipelineStage stage, String content) throws Exception {
        FakeStageContext context = FakeStageContext.of(content).with(config());
        try {
            return Together.limited(() -> stage.process(content, context));
        } finally {
            context.end();
        }
    }

    @Test
    void itsOwnConfigurationIsAccepted() {
        stage().check(config());
    }

    @Test
    void aWrongConfigurationIsRefusedAndTheKeyNamed() {
        for (Settings wrong : wrongConfigs()) {
            ProblemException refused =
                    assertThrows(ProblemException.class, () -> stage().check(wrong), () -> "check takes " + wrong);

            String detail = refused.problem().detail();
            assertEquals(ProblemKind.INVALID, refused.kind(), detail);
            assertTrue(
                    wrong.values().keySet().stream().anyMatch(detail::contains),
                    () -> "no key of " + wrong + " in: " + detail);
        }
    }

    @Test
    void samplesAreTransformedIntoSomethingOfAllowedSize() throws Exception {
        assertFalse(samples().isEmpty(), "samples() gives nothing to test with");
        PipelineStage stage = stage();
        for (String sample : samples()) {
            StageResult result = run(stage, sample);

            assertSound(sample, result);
        }
    }

    /** It may refuse them, in words; an {@link Error} or {@code null} is no answer. */
    @Test
    void contentsOfAllSortsAreTransformedOrRefusedWithASentence() throws Exception {
        PipelineStage stage = stage();
        for (String nasty : NASTY) {
            try {
                assertSound(nasty, run(stage, nasty));
            } catch (Exception e) {
                String message = e.getMessage();
                assertFalse(message == null || message.isBlank(), () -> "no sentence in " + e + " for " + begin(nasty));
            }
        }
    }

    @Test
    void equalContentsBecomeEqualResults() throws Exception {
        PipelineStage stage = stage();
        for (String sample : samples()) {
            assertEquals(run(stage, sample), run(stage, sample), "pipelines remember what becomes of a content");
            assertEquals(run(stage(), sample), run(stage, sample), "another instance of the stage");
        }
    }

    @Test
    void manyCallsAtOnceDoNotDisturbEachOther() throws Exception {
        PipelineStage stage = stage();
        for (String sample : samples()) {
            StageResult alone = run(stage, sample);
            List<Callable<StageResult>> works = IntStream.range(0, CALLERS)
                    .<Callable<StageResult>>mapToObj(i -> () -> run(stage, sample))
                    .toList();

            assertEquals(Set.of(alone), new HashSet<>(Together.all(works)));
        }
    }

    @Test
    void noThreadOutlivesACall() throws Exception {
        PipelineStage stage = stage();
        ThreadsLeft threads = new ThreadsLeft();
        for (String sample : samples()) {
            run(stage, sample);
        }

        threads.assertNone();
    }

    private static void assertSound(String content, StageResult result) {
        assertNotNull(result, () -> "null for " + begin(content));
        int allowed = Math.max(MOST_CHARACTERS, 2 * content.length());
        assertTrue(result.content().length() <= allowed, "the result is larger than " + allowed + " characters");
        assertSound(result.sections());
    }

    private static void assertSound(List<Section> sections) {
        Set<String> ids = new HashSet<>();
        for (Section section : sections) {
            assertTrue(section.id().matches("[A-Za-z0-9_-]+"), () -> "id of a section: " + section.id());
            assertTrue(ids.add(section.id()), () -> "two sections have the id " + section.id());
            assertFalse(section.title().isBlank(), () -> "section " + section.id() + " has no title");
            assertEquals(1, section.title().lines().count(), () -> "the title of " + section.id() + " has lines");
            assertSound(section.children());
        }
    }

    private static String begin(String content) {
        String start = content.length() > 60 ? content.substring(0, 60) + "..." : content;
        return '"' + start.replace("\n", "\\n") + '"';
    }
}
