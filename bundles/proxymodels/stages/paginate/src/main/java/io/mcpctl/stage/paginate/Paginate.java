package io.mcpctl.stage.paginate;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Splits a long content into numbered pages. */
@Component
@StageName("paginate")
public final class Paginate implements PipelineStage {
    private static final String PAGE_SIZE = "pageSize";
    private static final int USUAL = 8000;
    private static final int SMALLEST = 256;

    @Activate
    public Paginate() {}

    @Override
    public void check(Settings config) {
        config.only(List.of(PAGE_SIZE));
        pageSize(config);
    }

    private static int pageSize(Settings config) {
        return config.number(PAGE_SIZE, USUAL, SMALLEST, Integer.MAX_VALUE);
    }

    @Override
    public StageResult process(String content, StageContext context) {
        List<String> pages = Pages.of(content, pageSize(context.config()));
        if (pages.size() < 2) {
            return StageResult.of(content);
        }
        List<Section> sections = new ArrayList<>(pages.size());
        for (String page : pages) {
            String number = Integer.toString(sections.size() + 1);
            sections.add(Section.of(number, "Page " + number, page));
        }
        return StageResult.of(content, sections);
    }
}
