package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.testkit.FakeStageContext;
import io.mcpctl.testkit.StageContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The class by itself. The tests of the contract come with the class it extends. */
class {{type}}Test extends StageContract {
    @Override
    protected PipelineStage stage() {
        return new {{type}}();
    }

    @Override
    protected List<String> samples() {
        return List.of("one line", "line\n".repeat(500));
    }

    @Override
    protected List<Settings> wrongConfigs() {
        return List.of(new Settings(Map.of("lines", 0)), new Settings(Map.of("line", 10)));
    }

    @Test
    void theFirstLinesAreKeptAndTheOthersCounted() {
        FakeStageContext context = FakeStageContext.of("a\nb\nc\nd").with("lines", 2);

        assertEquals("a\nb\n(2 more lines)", processed(context));
    }

    private String processed(FakeStageContext context) {
        return new {{type}}().process(context.original(), context).content();
    }
}
