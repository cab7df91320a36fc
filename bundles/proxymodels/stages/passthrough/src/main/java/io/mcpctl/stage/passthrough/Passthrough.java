package io.mcpctl.stage.passthrough;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Returns its input. */
@Component
@StageName("passthrough")
public final class Passthrough implements PipelineStage {
    @Activate
    public Passthrough() {}

    @Override
    public void check(Settings config) {
        config.only(List.of());
    }

    @Override
    public StageResult process(String content, StageContext context) {
        return StageResult.of(content);
    }
}
