package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStagesTest {
    private static final String SCHEMA = "{\"type\":\"object\"}";

    @Test
    void aStageOfTheHostWorksInAPipeline(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("proxymodels"));
        Files.writeString(home.resolve("proxymodels/loud.yaml"), "name: loud\nspec: {stages: [{type: upper}]}\n");
        try (Mcpctl mcpctl = Mcpctl.builder()
                .home(home)
                .tool("say", "Says something.", SCHEMA, in -> "hello")
                .stage("upper", (content, context) -> StageResult.of(content.toUpperCase(Locale.ROOT)))
                .start()) {
            mcpctl.apply("{kind: project, name: demo, servers: [host], proxyModel: loud}");
            try (McpClient client = mcpctl.project("demo")) {
                assertEquals("HELLO", client.call("host__say", Map.of()).text());
            }
        }
    }

    @Test
    void aModelOfTheHostDecidesAboutCalls() {
        try (Mcpctl mcpctl = Mcpctl.builder()
                .tool("say", "Says something.", SCHEMA, in -> "hello")
                .proxyModel("silent", new Silent())
                .start()) {
            mcpctl.apply("{kind: project, name: demo, servers: [host], proxyModel: silent}");
            try (McpClient client = mcpctl.project("demo")) {
                ToolResult answer = client.call("host__say", Map.of());
                assertTrue(answer.text().contains("not today"), answer.text());
            }
        }
    }

    @Test
    void aProviderWithoutANameIsRefused() {
        PipelineStage stage = (content, context) -> StageResult.of(content);
        McpctlBuilder builder = Mcpctl.builder();

        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> builder.contribute(PipelineStage.class, stage, Map.of()));

        assertTrue(String.valueOf(refused.getMessage()).startsWith("a stage needs the property 'stage.name'"));
    }

    private static final class Silent implements ProxyModelPlugin, OnToolCallBefore {
        @Override
        public CallDecision onToolCallBefore(PluginSessionContext session, ToolCall call) {
            return CallDecision.answer(io.mcpctl.proxymodel.api.ToolResult.text("not today"));
        }
    }
}
