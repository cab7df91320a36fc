package com.example.llmtable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.llm.api.LlmAnswer;
import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.llm.api.LlmTool;
import io.mcpctl.llm.api.LlmToolChoice;
import io.mcpctl.testkit.LlmProviderContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableProviderTest extends LlmProviderContract {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<String, String> ANSWERS = Map.of(
            "What is the capital of Norway?",
            "Oslo, since 1814.",
            "Will it rain?",
            "call forecast {\"city\": \"Oslo\"}");

    private static LlmSettings entry(Map<String, Object> extra) {
        return new LlmSettings("quick", Optional.empty(), Optional.empty(), Optional.empty(), extra);
    }

    @Override
    protected LlmProvider provider() {
        return new TableProvider();
    }

    @Override
    protected LlmSettings settings() {
        return entry(Map.of("answers", ANSWERS));
    }

    @Override
    protected Map<String, LlmSettings> wrongSettings() {
        return Map.of(
                "answers", entry(Map.of("answers", "Oslo")),
                "pauseMillis", entry(Map.of("answers", ANSWERS, "pauseMillis", -1)),
                "colour", entry(Map.of("answers", ANSWERS, "colour", "red")));
    }

    @Override
    protected LlmRequest request() {
        return LlmRequest.of("What is the capital of Norway?");
    }

    @Override
    protected Optional<LlmRequest> callingRequest() {
        return Optional.of(LlmRequest.of("Will it rain?")
                .with(
                        List.of(new LlmTool("forecast", "Weather of tomorrow.", "{\"type\":\"object\"}")),
                        LlmToolChoice.AUTO));
    }

    @Override
    protected Optional<LlmSettings> slowSettings() {
        return Optional.of(entry(Map.of("answers", ANSWERS, "pauseMillis", 60_000)));
    }

    @Test
    void anAnswerThatIsTooLongEndsWithTheLastWordThatIsAllowed() {
        LlmRequest brief = new LlmRequest(
                Optional.of("table"),
                request().messages(),
                List.of(),
                LlmToolChoice.NONE,
                OptionalInt.of(1),
                OptionalDouble.empty(),
                List.of());

        try (LlmConnection connection = provider().open(settings())) {
            LlmAnswer answer = connection.complete(brief, LIMIT);

            assertEquals("Oslo, ", answer.text());
            assertEquals(LlmAnswer.Stop.LENGTH, answer.stop());
        }
    }
}
