package io.mcpctl.stage.paginate;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.testkit.StageContract;
import java.util.List;
import java.util.Map;

final class PaginateContractTest extends StageContract {
    @Override
    protected PipelineStage stage() {
        return new Paginate();
    }

    @Override
    protected Settings config() {
        return new Settings(Map.of("pageSize", 300));
    }

    @Override
    protected List<String> samples() {
        return List.of("short", "a line\n".repeat(1_000), "🎉".repeat(1_000));
    }

    @Override
    protected List<Settings> wrongConfigs() {
        return List.of(new Settings(Map.of("pageSize", 255)), new Settings(Map.of("pagesize", 300)));
    }
}
