package io.mcpctl.stage.paginate;

import io.mcpctl.testkit.PluginContract;
import java.util.List;

/** What comes with the product would pass as a plug-in, too. */
final class PaginatePluginTest extends PluginContract {
    @Override
    protected List<String> provides() {
        return List.of("stage/paginate");
    }
}
