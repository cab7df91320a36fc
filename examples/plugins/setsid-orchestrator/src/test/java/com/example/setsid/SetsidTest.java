package com.example.setsid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.orchestrator.api.Orchestrator;
import io.mcpctl.orchestrator.api.WorkloadSpec;
import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.testkit.OrchestratorContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetsidTest extends OrchestratorContract {
    @Override
    protected Orchestrator orchestrator() {
        return new Setsid();
    }

    @Override
    protected void close(Orchestrator used) {
        ((Setsid) used).close();
    }

    @Test
    void imagesAreRefusedWithTheNameOfTheServer() {
        WorkloadSpec image = new WorkloadSpec(
                "db-0", "db", Optional.of("db:1"), List.of(), Map.of(), true, Optional.empty(), 0, 0, Map.of());

        ProblemException refused = assertThrows(ProblemException.class, () -> new Setsid().start(image));

        assertEquals(ProblemKind.UNSUPPORTED, refused.kind());
    }
}
