package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.plugins.api.OptionalBundles;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageResult;
import io.mcpctl.stage.language.api.StageLanguage;
import io.mcpctl.stage.language.api.StageSource;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StageFilesTest {
    private static final Map<String, Object> SAY = Map.of("language.name", "say", "service.id", 1L);

    private final Path folder;
    private final Bench bench;
    private final List<WeakReference<PipelineStage>> made = new ArrayList<>();
    /** A stage of this language returns the text of its file; one that says "wrong" is refused. */
    private final StageLanguage say = this::load;

    StageFilesTest(@TempDir Path folder) throws IOException {
        this.folder = Files.createDirectories(folder.resolve("stages"));
        this.bench = new Bench(folder);
        bench.languages.addLanguage(say, SAY);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private PipelineStage load(StageSource source) {
        if (source.text().startsWith("wrong")) {
            throw new ProblemException(ProblemKind.INVALID, source.fileName() + ":1: \"wrong\" is wrong");
        }
        if (source.text().equals("stuck")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String text = source.text();
        if (text.startsWith("returns")) {
            return (content, context) -> text.contains("null") ? nothing() : StageResult.of("x".repeat(50 << 20));
        }
        PipelineStage stage = (content, context) -> StageResult.of(content + text);
        made.add(new WeakReference<>(stage));
        return stage;
    }

    @SuppressWarnings("NullAway") // what a stage may not do
    private static StageResult nothing() {
        return null;
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        bench.files.look();
    }

    private String run(String stage) {
        PipelineRun run = bench.runner.run(Bench.pipeline(Bench.step(stage)), Bench.ORIGIN, "> ");
        return run.content();
    }

    private String error(String file) {
        return Objects.requireNonNull(bench.files.files().get(file)).error().orElse("");
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertTrue(condition.getAsBoolean());
    }

    @Test
    void aFileIsAStageUntilItIsDeletedWithoutAnybodyAsking() throws IOException {
        Files.writeString(folder.resolve("hello.say"), "one");
        await(() -> run("hello").equals("> one"));

        Files.writeString(folder.resolve("hello.say"), "two!");
        await(() -> run("hello").equals("> two!"));

        Files.delete(folder.resolve("hello.say"));
        await(() -> run("hello").equals("> "));
        await(() -> bench.files.files().isEmpty());
    }

    @Test
    void theNameOfAClassBecomesThatOfAStage() throws IOException {
        write("ShoutLoud2Me.say", "x");

        assertEquals("> x", run("shout-loud2-me"));
    }

    @Test
    void aBrokenVersionLeavesTheLastGoodOneInUseAndIsToldEverywhere() throws IOException {
        Files.writeString(
                Objects.requireNonNull(folder.getParent()).resolve("m.yaml"),
                "{name: m, spec: {stages: [{type: hello}, {type: missing}]}}");
        bench.pipelines.look();
        Listing listing = new Listing(bench.catalogue, bench.models, bench.pipelines, bench.stages, bench.files);
        write("hello.say", "one");
        write("hello.say", "wrong!");

        assertEquals("> one", run("hello"));
        String sentence = "hello.say:1: \\\"wrong\\\" is wrong";
        assertTrue(listing.stages().contains("\"active\":true,\"errors\":[\"" + sentence), listing.stages());
        String model = listing.model("m").orElseThrow();
        assertTrue(model.contains(sentence) && model.contains("stage \\\"missing\\\" is not installed"), model);
        assertTrue(listing.reload().contains("\"failed\":1"), listing.reload());

        write("hello.say", "three");
        assertEquals("> three", run("hello"));
        assertEquals("", error("hello.say"));
    }

    @Test
    void whatCannotBecomeAStageIsListedWithItsReason() throws IOException {
        write("a_b.say", "x");
        write("x.unknown", "x");
        write("large.say", "x".repeat(300_000));
        Files.write(folder.resolve("bytes.say"), new byte[] {(byte) 0xff, (byte) 0xfe});
        write("stuck.say", "stuck");

        assertTrue(error("a_b.say").contains("\"a_b\" is no name of a stage"), error("a_b.say"));
        assertTrue(
                error("x.unknown").contains("no language here for files that end in .unknown; the languages are say"));
        assertTrue(error("large.say").contains("larger than 262144 bytes"));
        assertTrue(error("bytes.say").contains("is not UTF-8"));
        assertTrue(error("stuck.say").contains("was not loaded within 2000 ms"), error("stuck.say"));
    }

    @Test
    void aCallThatIsOfNoUseIsToldWithItsFile() throws IOException {
        Listing listing = new Listing(bench.catalogue, bench.models, bench.pipelines, bench.stages, bench.files);
        write("hello.say", "returns null");
        assertEquals("> ", run("hello"));
        assertTrue(
                listing.stages().contains("\"lastFailure\":\"hello.say: stage \\\"hello\\\" returned null\""),
                listing.stages());

        write("hello.say", "returns 50 MB");
        assertFalse(listing.stages().contains("lastFailure"), listing.stages());
        assertEquals("> ", run("hello"));
        assertTrue(listing.stages().contains("returned 52428800 characters; 16777216 are the most"), listing.stages());
    }

    @Test
    void draftsOfEditorsAndHiddenFilesAreNoStages() throws IOException {
        write(".hello.say", "x");
        write("hello.say.swp", "x");
        write("hello", "x");

        assertEquals(Map.of(), bench.files.files());
    }

    @Test
    void ofTwoFilesForOneStageTheFirstCountsUntilItGoes() throws IOException {
        write("hello.say", "one");
        write("Hello.say", "two");

        assertEquals("> two", run("hello"));
        assertEquals("hello.say: the stage \"hello\" is made by Hello.say", error("hello.say"));

        Files.delete(folder.resolve("Hello.say"));
        bench.files.look();
        assertEquals("> one", run("hello"));
    }

    @Test
    void aStageOfABundleComesBeforeThatOfAFile() throws IOException {
        write("shout.say", "from a file");
        Map<String, Object> properties = bench.stage("shout", (content, context) -> StageResult.of("from a bundle"));
        Listing listing = new Listing(bench.catalogue, bench.models, bench.pipelines, bench.stages, bench.files);

        assertEquals("from a bundle", run("shout"));
        assertTrue(listing.stages().contains("\"shadowed\":true"), listing.stages());

        assertFalse(properties.isEmpty());
    }

    @Test
    void aLanguageThatGoesTakesItsStagesAlongAndBringsThemBack() throws IOException {
        write("hello.say", "one");

        bench.languages.removeLanguage(say, SAY);
        assertEquals("> ", run("hello"));
        assertTrue(error("hello.say").contains("no language here"));

        bench.languages.addLanguage(say, SAY);
        await(() -> run("hello").equals("> one"));
    }

    @Test
    void aLanguageThatTheProductBringsIsLoadedWithTheFirstOfItsFiles() throws IOException {
        List<String> asked = new ArrayList<>();
        OptionalBundles parts = name -> {
            asked.add(name);
            bench.languages.addLanguage(say, Map.of("language.name", "late", "service.id", 2L));
            return true;
        };
        bench.languages.setParts(parts);
        assertEquals(List.of(), asked);

        write("hello.late", "one");

        assertEquals("> one", run("hello"));
        assertEquals("stage-late", asked.getFirst());
    }

    @Test
    void callsUnderWayEndWithTheVersionThatTheyBeganWithAndNothingHoldsItAfterwards() throws Exception {
        write("hello.say", "one");
        for (int version = 0; version < 20; version++) {
            String text = "v".repeat(version + 1);
            write("hello.say", text);
            assertEquals("> " + text, run("hello"));
        }
        Files.delete(folder.resolve("hello.say"));
        bench.files.look();

        await(() -> {
            System.gc();
            return made.stream().allMatch(stage -> stage.get() == null);
        });
    }

    @Test
    void aVersionThatLeavesAThreadIsToldUntilThatEnds() throws IOException {
        bench.languages.addLanguage(source -> Leaky.version(), Map.of("language.name", "leak", "service.id", 3L));
        Listing listing = new Listing(bench.catalogue, bench.models, bench.pipelines, bench.stages, bench.files);
        write("hello.leak", "one");
        assertEquals("> leaked", run("hello"));
        assertFalse(listing.stages().contains("threadsLeft"), listing.stages());

        write("hello.leak", "another");

        await(() -> listing.stages().contains("\"formerInMemory\":1"));
        assertTrue(listing.stages().contains("\"threadsLeft\":[\"" + Leaky.THREAD + "\"]"), listing.stages());
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(Leaky.THREAD))
                .forEach(Thread::interrupt);
        await(() -> {
            System.gc();
            return !listing.stages().contains("formerInMemory")
                    && !listing.stages().contains("threadsLeft");
        });
    }

    @Test
    void aLanguageIsWarmedUpWhileItsFirstFileIsWatched() throws IOException {
        CountDownLatch warm = new CountDownLatch(1);
        StageLanguage patient = new StageLanguage() {
            @Override
            public PipelineStage load(StageSource source) {
                long before = warm.getCount();
                return (content, context) -> StageResult.of(before == 0 ? "was warm" : "was cold");
            }

            @Override
            public void warmUp() {
                warm.countDown();
                throw new IllegalStateException("which harms nobody");
            }
        };
        bench.languages.addLanguage(patient, Map.of("language.name", "warm", "service.id", 4L));

        Files.writeString(folder.resolve("hello.warm"), "x");

        await(() -> run("hello").equals("was warm"));
    }

    @Test
    void aStageThatComputesForEverDoesNotKeepOthersFromRunning() {
        try (Bench hurried = new Bench(folder, Duration.ofMillis(200))) {
            CountDownLatch over = new CountDownLatch(1);
            hurried.stage("busy", (content, context) -> {
                while (over.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return StageResult.of(content);
            });
            for (int call = 0; call < Runtime.getRuntime().availableProcessors() + 1; call++) {
                hurried.runner.run(Bench.pipeline(Bench.step("busy")), Bench.ORIGIN, "call " + call);
            }

            CountDownLatch others = new CountDownLatch(1);
            Thread.ofVirtual().start(others::countDown);
            await(() -> others.getCount() == 0);
            over.countDown();
        }
    }
}
