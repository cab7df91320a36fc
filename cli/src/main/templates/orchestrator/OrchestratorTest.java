package {{package}};

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.testkit.OrchestratorContract;

/** The class by itself. The tests of the contract come with the class it extends. */
class {{type}}Test extends OrchestratorContract {
    @Override
    protected Orchestrator orchestrator() {
        return new {{type}}();
    }

    @Override
    protected void close(Orchestrator used) {
        (({{type}}) used).close();
    }
}
