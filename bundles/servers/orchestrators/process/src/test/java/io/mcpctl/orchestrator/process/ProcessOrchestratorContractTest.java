package io.mcpctl.orchestrator.process;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.testkit.OrchestratorContract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class ProcessOrchestratorContractTest extends OrchestratorContract {
    private final Path home;

    ProcessOrchestratorContractTest(@TempDir Path home) {
        this.home = home;
    }

    @Override
    protected Orchestrator orchestrator() {
        return new ProcessOrchestrator(home.toString(), Map.of("PATH", System.getenv("PATH")));
    }

    @Override
    protected void close(Orchestrator used) {
        ((ProcessOrchestrator) used).close();
    }
}
