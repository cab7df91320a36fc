package {{package}};

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpctl.llm.api.LlmConnection;
import io.mcpctl.llm.api.LlmProvider;
import io.mcpctl.llm.api.LlmRequest;
import io.mcpctl.llm.api.LlmSettings;
import io.mcpctl.testkit.LlmProviderContract;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The class by itself. The tests of the contract come with the class it extends. */
class {{type}}Test extends LlmProviderContract {
    private static LlmSettings entry(Map<String, Object> extra) {
        return new LlmSettings("quick", Optional.empty(), Optional.empty(), Optional.empty(), extra);
    }

    @Override
    protected LlmProvider provider() {
        return new {{type}}();
    }

    @Override
    protected LlmSettings settings() {
        return entry(Map.of());
    }

    @Override
    protected Map<String, LlmSettings> wrongSettings() {
        return Map.of("colour", entry(Map.of("colour", "red")));
    }

    @Override
    protected LlmRequest request() {
        return LlmRequest.of("Hello");
    }

    @Test
    void itSaysAgainWhatItWasTold() {
        try (LlmConnection connection = provider().open(settings())) {
            assertEquals(
                    "You said: Hello",
                    connection.complete(request(), Duration.ofSeconds(1)).text());
        }
    }
}
