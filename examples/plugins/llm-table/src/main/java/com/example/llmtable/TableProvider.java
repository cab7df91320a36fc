package com.example.llmtable;

import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmSettings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Models that look up their answers. The type is what users write in an entry. */
@Component(property = "llm.type=table")
public final class TableProvider implements LlmProvider {
    @Activate
    public TableProvider() {}

    @Override
    public void check(LlmSettings settings) {
        Table.of(settings);
    }

    @Override
    public LlmConnection open(LlmSettings settings) {
        return new TableConnection(settings.model().orElse("table"), Table.of(settings));
    }
}
