package io.mcpctl.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.proxymodel.api.ListEntry;
import io.mcpctl.proxymodel.api.OnToolsList;
import io.mcpctl.proxymodel.api.PluginSessionContext;
import io.mcpctl.proxymodel.api.ProxyModelPlugin;
import io.mcpctl.secrets.api.SecretDriver;
import io.mcpctl.secrets.api.SecretResolver;
import io.mcpctl.secrets.api.SecretStorage;
import io.mcpctl.secrets.api.StoredSecret;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.Section;
import io.mcpctl.stage.api.Settings;
import io.mcpctl.stage.api.StageContext;
import io.mcpctl.stage.api.StageResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Providers that break a promise, and the contract that notices. */
final class ContractsBiteTest {
    private static StageContract of(PipelineStage stage) {
        return new StageContract() {
            @Override
            protected PipelineStage stage() {
                return stage;
            }

            @Override
            protected List<String> samples() {
                return List.of("a", "b");
            }

            @Override
            protected List<Settings> wrongConfigs() {
                return List.of(new Settings(Map.of("key", 1)));
            }
        };
    }

    private static void assertNoticed(String word, Executable test) {
        Throwable noticed = assertThrows(Throwable.class, test);
        assertTrue(noticed.toString().contains(word), noticed::toString);
    }

    @Test
    void aStageThatIsNotAlwaysTheSameIsNoticed() {
        AtomicInteger count = new AtomicInteger();

        assertNoticed(
                "pipelines remember",
                of((content, context) -> StageResult.of(content + count.incrementAndGet()))
                        ::equalContentsBecomeEqualResults);
    }

    @Test
    void aStageThatUsesItsContextLaterIsNoticed() {
        PipelineStage late = new PipelineStage() {
            private Optional<StageContext> former = Optional.empty();

            @Override
            public StageResult process(String content, StageContext context) {
                former.ifPresent(StageContext::origin);
                former = Optional.of(context);
                return StageResult.of(content);
            }
        };

        assertNoticed("after the stage had returned", of(late)::equalContentsBecomeEqualResults);
    }

    @Test
    void aStageWithSectionsOfOneIdAndOneThatChecksNothingAreNoticed() {
        Section section = Section.of("same", "Title", "text");
        StageContract contract = of((content, context) -> StageResult.of(content, List.of(section, section)));

        assertNoticed("two sections have the id same", contract::samplesAreTransformedIntoSomethingOfAllowedSize);
        assertNoticed("check takes", contract::aWrongConfigurationIsRefusedAndTheKeyNamed);
    }

    private record Renaming() implements ProxyModelPlugin, OnToolsList {
        @Override
        public List<ListEntry> onToolsList(PluginSessionContext session, List<ListEntry> tools) {
            return tools.stream()
                    .map(tool -> new ListEntry(tool.server(), "x" + tool.name(), tool.json()))
                    .toList();
        }
    }

    @Test
    void aModelThatRenamesHalfOfAnEntryIsNoticed() {
        ProxyModelContract contract = new ProxyModelContract() {
            @Override
            protected ProxyModelPlugin model() {
                return new Renaming();
            }
        };

        assertNoticed("the name in", contract::listsHoldEntriesThatClientsUnderstand);
    }

    /** Keeps clear values in the row. */
    private record Clear() implements SecretDriver, SecretStorage {
        @Override
        public void check(Map<String, Object> config) {}

        @Override
        public SecretStorage open(String backend, Map<String, Object> config, SecretResolver secrets) {
            return this;
        }

        @Override
        public Map<String, String> read(StoredSecret secret) {
            return secret.row();
        }

        @Override
        public StoredSecret write(StoredSecret secret, Map<String, String> values) {
            return new StoredSecret(secret.name(), values, Optional.empty());
        }

        @Override
        public void delete(StoredSecret secret) {}

        @Override
        public Optional<String> trouble() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @Test
    void aBackendThatKeepsClearValuesInTheRowIsNoticed() {
        SecretBackendContract contract = new SecretBackendContract() {
            @Override
            protected SecretDriver driver() {
                return new Clear();
            }

            @Override
            protected Map<String, Object> config() {
                return Map.of();
            }

            @Override
            protected List<Map<String, Object>> wrongConfigs() {
                return List.of(Map.of("key", 1));
            }
        };

        assertNoticed("a clear value would be in the database", contract::theRowHoldsNoClearValue);
        assertNoticed("check takes", contract::wrongSettingsAreRefusedWithTheirMember);
    }
}
