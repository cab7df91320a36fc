package com.example.swap.stage;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;

/** A stage that looks at every character and changes none. */
public final class SwapStage implements PipelineStage {
    @Override
    public StageResult process(String content, StageContext context) {
        int lines = (int) content.chars().filter(each -> each == '\n').count();
        return new StageResult(content, java.util.List.of(), java.util.Map.of("lines", String.valueOf(lines)));
    }
}
