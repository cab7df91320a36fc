package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.stage.api.ContentKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PipelinesTest {
    private static final String GOOD = """
            name: pages
            spec:
              controller: gate
              controllerConfig: { byteBudget: 8192 }
              stages:
                - type: passthrough
                - type: paginate
                  config: { pageSize: 8000 }
              appliesTo: [prompt, toolResult]
              cacheable: false
            """;

    private Path folder;
    private Pipelines pipelines;

    @BeforeEach
    void open(@TempDir Path empty) {
        folder = empty.resolve("pipelines");
        pipelines = new Pipelines(folder);
    }

    @AfterEach
    void close() {
        pipelines.deactivate();
    }

    private void write(String file, String yaml) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(file), yaml);
        pipelines.look();
    }

    private String error(String file) {
        return Objects.requireNonNull(pipelines.files().get(file)).error().orElseThrow();
    }

    @Test
    void everyMemberOfAPipelineIsRead() {
        Pipeline pipeline = PipelineReader.read("pages.yaml", GOOD);

        assertEquals("pages", pipeline.name());
        assertEquals(Optional.of("gate"), pipeline.controller());
        assertEquals(8192, pipeline.controllerConfig().number("byteBudget", 0, 0, 10_000));
        assertEquals(List.of("passthrough", "paginate"), Pipelines.stages(pipeline));
        assertEquals(8000, pipeline.steps().get(1).config().number("pageSize", 0, 0, 10_000));
        assertEquals(Set.of(ContentKind.prompt, ContentKind.toolResult), pipeline.appliesTo());
        assertEquals(false, pipeline.cacheable());
    }

    @Test
    void aPipelineOfANameOnlyHasTheUsualRest() {
        Pipeline pipeline = PipelineReader.read("x.yaml", "name: x");

        assertEquals(List.of(), pipeline.steps());
        assertEquals(Pipeline.USUAL, pipeline.appliesTo());
        assertEquals(true, pipeline.cacheable());
        assertEquals(Optional.empty(), pipeline.controller());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: [' | is not YAML",
                "'- a' | the document is no mapping",
                "'spec: {}' | name is \"\"",
                "'name: none' | name is \"none\"",
                "'name: stages' | name is \"stages\"",
                "'{name: x, sepc: {}}' | sepc is not known here",
                "'{name: x, spec: {stage: []}}' | spec.stage is not known here",
                "'{name: x, spec: {stages: paginate}}' | spec.stages is no list",
                "'{name: x, spec: {stages: [{config: {}}]}}' | spec.stages[0] has no type",
                "'{name: x, spec: {stages: [{type: a, size: 1}]}}' | spec.stages[0].size is not known here",
                "'{name: x, spec: {appliesTo: [prompts]}}' | spec.appliesTo names \"prompts\"",
                "'{name: x, spec: {cacheable: maybe}}' | spec.cacheable is maybe"
            })
    void whatIsNotUnderstoodIsRefusedWithFileAndKey(String yaml, String words) {
        ProblemException refused = assertThrows(ProblemException.class, () -> PipelineReader.read("bad.yaml", yaml));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("bad.yaml: ") && message.contains(words), message);
    }

    @Test
    void aFileThatBreaksLeavesItsLastGoodVersionInUse() throws IOException {
        write("pages.yaml", GOOD);
        write("pages.yaml", "name: pages\nspec: {stages: nothing}");

        assertEquals(2, pipelines.find("pages").orElseThrow().steps().size());
        assertTrue(error("pages.yaml").contains("spec.stages is no list"));
    }

    @Test
    void ofTwoFilesWithOneNameTheFirstCountsAndTheOtherIsTold() throws IOException {
        write("b.yaml", "name: pages");
        write("a.yaml", GOOD);

        assertEquals(2, pipelines.find("pages").orElseThrow().steps().size());
        assertTrue(error("b.yaml").contains("taken by a.yaml"));
    }

    @Test
    void aFileThatIsDeletedTakesItsPipelineAlong() throws IOException {
        write("pages.yaml", GOOD);
        Files.delete(folder.resolve("pages.yaml"));
        pipelines.look();

        assertTrue(pipelines.find("pages").isEmpty());
    }

    @Test
    void aFolderThatIsNotThereYetIsLookedForAgain() throws Exception {
        Files.createDirectory(folder);
        Files.writeString(folder.resolve("pages.yaml"), GOOD);

        long deadline = System.nanoTime() + 10_000_000_000L;
        while (pipelines.find("pages").isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertTrue(pipelines.find("pages").isPresent());
    }
}
