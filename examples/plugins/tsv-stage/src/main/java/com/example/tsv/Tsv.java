package com.example.tsv;

import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageName;
import io.mcpctl.stage.api.StageResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * Turns a list of flat JSON objects into a table: a line of column names, then a line for each object. The list may be
 * the whole content or the only member of an object. Everything else passes as it is.
 */
@Component
@StageName("tsv")
public final class Tsv implements PipelineStage {
    private static final String MIN_ROWS = "minRows";

    @Override
    public void check(Settings config) {
        config.only(List.of(MIN_ROWS));
        minRows(config);
    }

    private static int minRows(Settings config) {
        return config.number(MIN_ROWS, 2, 1, 1_000_000);
    }

    @Override
    public StageResult process(String content, StageContext context) {
        Optional<Table> table =
                Table.in(content).filter(found -> found.rows().size() >= minRows(context.config()));
        return table.map(found -> new StageResult(
                        found.lines(),
                        List.of(),
                        Map.of("rows", Integer.toString(found.rows().size()))))
                .orElseGet(() -> StageResult.of(content));
    }
}
