package io.mcpctl.stage.passthrough;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.testkit.StageContract;
import java.util.List;
import java.util.Map;

final class PassthroughContractTest extends StageContract {
    @Override
    protected PipelineStage stage() {
        return new Passthrough();
    }

    @Override
    protected List<String> samples() {
        return List.of("text");
    }

    @Override
    protected List<Settings> wrongConfigs() {
        return List.of(new Settings(Map.of("anything", 1)));
    }
}
