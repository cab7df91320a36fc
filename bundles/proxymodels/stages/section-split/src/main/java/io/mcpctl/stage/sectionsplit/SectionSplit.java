package io.mcpctl.stage.sectionsplit;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Splits a content where its structure has seams: JSON, YAML, source text, prose with headings. */
@Component
@StageName("section-split")
public final class SectionSplit implements PipelineStage {
    /** In the order in which they are looked for. */
    private static final Map<String, Structure> STRUCTURES = structures();

    @Activate
    public SectionSplit() {}

    private static Map<String, Structure> structures() {
        Map<String, Structure> structures = new LinkedHashMap<>();
        structures.put("json", new JsonStructure());
        structures.put("yaml", new YamlStructure());
        structures.put("code", new CodeStructure());
        structures.put("prose", new ProseStructure());
        return structures;
    }

    @Override
    public void check(Settings config) {
        Limits.of(config);
    }

    @Override
    public StageResult process(String content, StageContext context) {
        Limits limits = Limits.of(context.config());
        if (content.getBytes(StandardCharsets.UTF_8).length < limits.content()) {
            return StageResult.of(content);
        }
        String type = limits.type().isEmpty() ? typeOf(content) : limits.type();
        List<Section> sections =
                new Splitter(STRUCTURES.getOrDefault(type, new ProseStructure()), limits).sections(content);
        return sections.size() < 2
                ? StageResult.of(content)
                : new StageResult(content, sections, Map.of("contentType", type));
    }

    private static String typeOf(String content) {
        return STRUCTURES.entrySet().stream()
                .filter(one -> one.getValue().isIn(content))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("prose");
    }
}
