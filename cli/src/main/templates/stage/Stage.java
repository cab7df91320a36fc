package {{package}};

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;

/** Keeps the first lines of a content and says how many were left out. */
@Component
@StageName("{{name}}")
public final class {{type}} implements PipelineStage {
    private static final String LINES = "lines";

    /** Refuses a pipeline whose {@code config} is wrong. */
    @Override
    public void check(Settings config) {
        config.only(List.of(LINES));
        lines(config);
    }

    private static int lines(Settings config) {
        return config.number(LINES, 100, 1, 1_000_000);
    }

    /** Gets what the stage before left, and returns what the next one gets. */
    @Override
    public StageResult process(String content, StageContext context) {
        int kept = lines(context.config());
        long all = content.lines().count();
        if (all <= kept) {
            return StageResult.of(content);
        }
        String first = content.lines().limit(kept).collect(Collectors.joining("\n"));
        return StageResult.of(first + "\n(" + (all - kept) + " more lines)");
    }
}
