package {{package}};

import io.mcpctl.testkit.PluginContract;
import java.util.List;

/** The jar in the part of the daemon that takes plug-ins. */
class {{type}}PluginTest extends PluginContract {
    @Override
    protected List<String> provides() {
        return List.of("{{family}}/{{name}}");
    }
}
