package io.mcpctl.proxymodels.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.proxymodel.api.OnToolCallAfter;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.stage.api.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingTest {
    private interface After extends ProxyModelPlugin, OnToolCallAfter {}

    @Test
    void modelsFilesAndStagesAreListedWithWhatIsWrong(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("good.yaml"), "{name: good, spec: {stages: [{type: shout}]}}");
        Files.writeString(folder.resolve("bad.yaml"), "{name: bad, spec: {stages: 1}}");
        Files.writeString(folder.resolve("hidden.yaml"), "{name: child}");
        try (Bench bench = new Bench(folder)) {
            Listing listing = new Listing(bench.catalogue, bench.models, bench.pipelines, bench.stages, bench.files);
            bench.stage("shout", (content, context) -> StageResult.of(content));
            bench.model("content-pipeline", (After) (context, call, result) -> result);
            bench.model("child", new ProxyModelPlugin() {}, "nobody");

            String reloaded = listing.reload();
            String all = listing.models();

            assertTrue(reloaded.contains("\"loaded\":2") && reloaded.contains("\"failed\":1"), reloaded);
            assertTrue(all.contains("spec.stages is no list"), all);
            assertTrue(listing.stages().contains("\"name\":\"shout\",\"source\":\"bundle\""), listing.stages());
            String good = listing.model("good").orElseThrow();
            assertTrue(good.contains("\"hooks\":{\"onToolCallAfter\":\"content-pipeline\"}"), good);
            assertTrue(good.contains("\"stages\":[\"shout\"]") && good.contains("\"type\":\"pipeline\""), good);
            String child = listing.model("child").orElseThrow();
            assertTrue(child.contains("needs \\\"nobody\\\"") && child.contains("is shadowed"), child);
            assertEquals(Optional.empty(), listing.model("none"));
        }
    }
}
