package com.example.llmtable;

import io.mcpctl.testkit.PluginContract;
import java.util.List;

/** The jar in the part of the daemon that takes plug-ins. */
class TablePluginTest extends PluginContract {
    @Override
    protected List<String> provides() {
        return List.of("llm/table");
    }
}
