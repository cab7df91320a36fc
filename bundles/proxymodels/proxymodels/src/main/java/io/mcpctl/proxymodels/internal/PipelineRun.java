package io.mcpctl.proxymodels.internal;

import io.mcpctl.stage.api.Section;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a content.
 *
 * @param steps what each stage did
 * @param cached whether no stage ran because the outcome was known
 */
record PipelineRun(
        String content, List<Section> sections, Map<String, String> metadata, List<Step> steps, boolean cached) {
    /**
     * What one stage did.
     *
     * @param error why it had no effect
     */
    record Step(String stage, Duration took, int inputChars, int outputChars, Optional<String> error) {}

    boolean isClean() {
        return steps.stream().allMatch(step -> step.error().isEmpty());
    }

    PipelineRun asCached() {
        return new PipelineRun(content, sections, metadata, List.of(), true);
    }
}
