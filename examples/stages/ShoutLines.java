import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes every line that contains the word of its configuration in capitals; without one, all of them. */
public final class ShoutLines implements PipelineStage {
    @Override
    public StageResult process(String content, StageContext context) {
        String word = context.config().text("word", "");
        return StageResult.of(content.lines()
                .map(line -> line.contains(word) ? line.toUpperCase(Locale.ROOT) : line)
                .collect(Collectors.joining("\n")));
    }
}
