package io.mcpctl.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.llm.api.LlmAbility;
import io.mcpctl.llm.api.LlmAnswer;
import io.mcpctl.llm.api.LlmAvailability;
import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmModel;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmProviders;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.plugins.api.Lease;
import io.mcpctl.proxymodel.api.CallDecision;
import io.mcpctl.proxymodel.api.OnToolCallBefore;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.proxymodel.api.ToolCall;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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
    void aTypeOfModelServersOfTheHostIsKnown() {
        LlmSettings settings = new LlmSettings("mine", Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
        try (Mcpctl mcpctl =
                Mcpctl.builder().llmProvider("parrot", new Parrot()).start()) {
            LlmProviders providers = mcpctl.service(LlmProviders.class);
            assertEquals(Set.of("parrot"), providers.types());
            try (Lease<LlmProvider> lease = providers.lease("parrot").orElseThrow();
                    LlmConnection connection = lease.provider().open(settings)) {
                assertEquals(
                        "hello",
                        connection
                                .complete(LlmRequest.of("hello"), Duration.ofSeconds(1))
                                .text());
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

    private static final class Parrot implements LlmProvider, LlmConnection {
        @Override
        public void check(LlmSettings settings) {}

        @Override
        public LlmConnection open(LlmSettings settings) {
            return this;
        }

        @Override
        public Set<LlmAbility> abilities() {
            return Set.of();
        }

        @Override
        public LlmAvailability availability(Duration limit) {
            return LlmAvailability.YES;
        }

        @Override
        public List<LlmModel> models(Duration limit) {
            return List.of(new LlmModel("parrot", OptionalInt.empty()));
        }

        @Override
        public LlmAnswer complete(LlmRequest request, Duration limit) {
            return new LlmAnswer("parrot", request.messages().getLast().blocks(), LlmAnswer.Stop.END, Optional.empty());
        }

        @Override
        public void close() {}
    }
}
