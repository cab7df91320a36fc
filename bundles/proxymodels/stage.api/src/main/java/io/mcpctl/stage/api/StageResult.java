package io.mcpctl.stage.api;

import java.util.List;
import java.util.Map;

/**
 * What a stage returns.
 *
 * @param content the text for the next stage, and at the end for the client
 * @param sections parts that the client may fetch instead of the whole; they replace those of earlier stages, and none
 *     keeps those. With two or more of them at the end, the client gets a table of contents
 * @param metadata facts about the outcome for the trace of the call; later stages win
 */
public record StageResult(String content, List<Section> sections, Map<String, String> metadata) {
    public StageResult {
        sections = List.copyOf(sections);
        metadata = Map.copyOf(metadata);
    }

    /** A text and nothing else. */
    public static StageResult of(String content) {
        return new StageResult(content, List.of(), Map.of());
    }

    /** A text with sections. */
    public static StageResult of(String content, List<Section> sections) {
        return new StageResult(content, sections, Map.of());
    }
}
