package com.example.readonly;

import io.mcpctl.testkit.PluginContract;
import java.util.List;

/** The jar in the part of the daemon that takes plug-ins. */
class ReadOnlyPluginTest extends PluginContract {
    @Override
    protected List<String> provides() {
        return List.of("proxymodel/read-only");
    }
}
