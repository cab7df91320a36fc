package io.mcpctl.stage.sectionsplit;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.testkit.StageContract;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class SectionSplitContractTest extends StageContract {
    @Override
    protected PipelineStage stage() {
        return new SectionSplit();
    }

    @Override
    protected Settings config() {
        return new Settings(Map.of("minContentSize", 0, "minSectionSize", 10));
    }

    @Override
    protected List<String> samples() {
        return List.of(
                numbered("{\"name\": \"item%d\", \"text\": \"words\"}", ",", "[", "]"),
                numbered("key%d: value", "\n", "", "\n"),
                numbered("## Heading %d\ntext", "\n", "", "\n"),
                numbered("def f%d():\n    pass", "\n\n", "import os\n\n", "\n"));
    }

    private static String numbered(String form, String between, String begin, String end) {
        return IntStream.range(0, 50).mapToObj(form::formatted).collect(Collectors.joining(between, begin, end));
    }

    @Override
    protected List<Settings> wrongConfigs() {
        return List.of(new Settings(Map.of("contentType", "pdf")), new Settings(Map.of("minsize", 1)));
    }
}
