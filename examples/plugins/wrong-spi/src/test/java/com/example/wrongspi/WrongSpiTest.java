package com.example.wrongspi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.testkit.PluginHarness;
import io.mcpctl.testkit.PluginJar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongSpiTest {
    @Test
    void itIsRefusedWithBothVersionsAndLeavesNothing(@TempDir Path folder) {
        try (PluginHarness daemon = PluginHarness.open(folder)) {
            Path jar = PluginJar.ofThisProject(folder);

            ProblemException refused = assertThrows(ProblemException.class, () -> daemon.install(jar));

            assertEquals(ProblemKind.UNPROCESSABLE, refused.kind());
            assertEquals(
                    "plugin.jar: it needs io.mcpctl.stage.api in version [2.0,3), and this daemon offers 1.0.0;"
                            + " use a build of com.example.wrongspi for that version",
                    refused.problem().detail());
            assertEquals(List.of(), daemon.list());
            assertEquals(List.of(), daemon.names(PipelineStage.class));
        }
    }
}
