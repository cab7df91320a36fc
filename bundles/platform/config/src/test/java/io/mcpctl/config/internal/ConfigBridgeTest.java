package io.mcpctl.config.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.problem.api.ProblemException;
import io.mcpctl.problem.api.ProblemKind;
import io.mcpctl.problem.api.StartupFailure;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

final class ConfigBridgeTest {
    private final Map<String, Dictionary<?, ?>> written = new HashMap<>();

    @AfterEach
    void forgetReport() {
        System.clearProperty(StartupFailure.PROPERTY);
    }

    @Test
    void valuesAreWrittenWithTheirDeclaredTypes() {
        bridge(Map.of("sample.port", "7", "sample.size", "5000000000", "sample.flag", "true", "sample.names", "a, b"));

        Dictionary<?, ?> values = Objects.requireNonNull(written.get("io.mcpctl.sample"));
        assertEquals(7, values.get("port"));
        assertEquals(5_000_000_000L, values.get("size"));
        assertEquals(true, values.get("flag"));
        assertArrayEquals(new String[] {"a", "b"}, (String[]) values.get("names"));
        assertEquals("/the/home", values.get("home"));
        assertEquals(5, Collections.list(values.keys()).size(), "what was not set keeps its default");
    }

    @Test
    void whatTheLauncherKnowsWinsAndIsForThoseWhoDeclareIt() {
        bridge(
                Map.of("sample.other", "mine"),
                Map.of("mcpctl.launcher.sample.other", "the launcher's", "mcpctl.launcher.absent.token", "secret"));

        assertEquals(
                "the launcher's",
                Objects.requireNonNull(written.get("io.mcpctl.sample")).get("other"));
        assertEquals(1, written.size());
    }

    @ParameterizedTest
    @CsvSource({
        "sample.prot, 1, unknown key 'sample.prot'",
        "simple.port, 1, unknown key 'simple.port'",
        "sample, 1, unknown key 'sample'",
        "sample.port, x, sample.port is 'x'",
        "sample.port, 99999999999, sample.port is '99999999999'",
        "sample.flag, yes, sample.flag is 'yes'"
    })
    void wrongSettingsAreRefusedWithTheirName(String key, String value, String sentence) {
        ProblemException refused = assertThrows(ProblemException.class, () -> bridge(Map.of(key, value)));

        assertEquals(ProblemKind.INVALID, refused.kind());
        assertTrue(
                refused.problem().detail().contains(sentence), refused.problem().detail());
        assertEquals(refused.problem().detail(), System.getProperty(StartupFailure.PROPERTY));
    }

    private void bridge(Map<String, String> settings) {
        bridge(settings, Map.of());
    }

    private void bridge(Map<String, String> settings, Map<String, String> ofLauncher) {
        Map<String, String> properties = new TreeMap<>(Map.of("mcpctl.home", "/the/home"));
        properties.putAll(ofLauncher);
        properties.put("mcpctl.config", String.join(",", settings.keySet()));
        settings.forEach((key, value) -> properties.put("mcpctl.config." + key, value));
        Bundle bundle = proxy(Bundle.class, (name, first) -> "io.mcpctl.sample");
        BundleContext context = proxy(
                BundleContext.class,
                (name, first) ->
                        name.equals("getBundles") ? new Bundle[] {bundle} : properties.get(String.valueOf(first)));
        new ConfigBridge(context, admin(), metatypes());
    }

    private ConfigurationAdmin admin() {
        return proxy(
                ConfigurationAdmin.class,
                (method, pid) -> proxy(Configuration.class, (name, values) -> {
                    written.put(String.valueOf(pid), (Dictionary<?, ?>) values);
                    return true;
                }));
    }

    private static MetaTypeService metatypes() {
        AttributeDefinition[] keys = {
            key("home", AttributeDefinition.STRING, 0),
            key("port", AttributeDefinition.INTEGER, 0),
            key("size", AttributeDefinition.LONG, 0),
            key("flag", AttributeDefinition.BOOLEAN, 0),
            key("names", AttributeDefinition.STRING, Integer.MAX_VALUE),
            key("other", AttributeDefinition.STRING, 0)
        };
        ObjectClassDefinition definition = proxy(ObjectClassDefinition.class, (name, first) -> keys);
        MetaTypeInformation information = proxy(
                MetaTypeInformation.class,
                (name, first) -> name.equals("getPids") ? new String[] {"io.mcpctl.sample"} : definition);
        return proxy(MetaTypeService.class, (name, first) -> information);
    }

    private static AttributeDefinition key(String id, int type, int cardinality) {
        return proxy(AttributeDefinition.class, (name, first) -> switch (name) {
            case "getID" -> id;
            case "getType" -> type;
            default -> cardinality;
        });
    }

    /** Answers a call by its name and first argument. */
    private interface Answers {
        @Nullable
        Object answer(String name, @Nullable Object first);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        answers.answer(method.getName(), arguments == null ? null : arguments[0])));
    }
}
