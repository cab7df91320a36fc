package com.example.wrongspi;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import org.osgi.service.component.annotations.Component;

/** Would work if its manifest did not ask for version 2 of the API. */
@Component
@StageName("from-the-future")
public final class FromTheFuture implements PipelineStage {
    @Override
    public StageResult process(String content, StageContext context) {
        return StageResult.of(content);
    }
}
