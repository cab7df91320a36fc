package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of each era at servers of each era, over both transports, at both kinds of endpoints. */
@Tag("real-server")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErasTest {
    private static final Map<String, String> REVISIONS = Map.of("modern", "2026-07-28", "legacy", "2025-11-25");
    private static final Product PRODUCT = Product.fresh();
    private static final Fixture MODERN = Fixture.start("--era", "modern");
    private static final Fixture LEGACY = Fixture.start("--era", "legacy");

    /** What each feature must have answered, whatever speaks with whatever. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("echo", "Echo: héllo"),
            Map.entry("progress", "\"progress\":[0,50,100]"),
            Map.entry("sampling", "LLM response: forty-two"),
            Map.entry("elicitation", "blue"),
            Map.entry("roots", "file:///eras"),
            Map.entry("logging", "[\"Tool execution started\",\"Tool processing data\",\"Tool execution completed\"]"),
            Map.entry("resource", "This is the content of the static text resource."),
            Map.entry("missing", "-32602"),
            Map.entry("prompt", "arg1='a', arg2='b'"),
            Map.entry("completion", "\"paris\",\"park\",\"party\""),
            Map.entry("unknownTool", "no-such-tool"),
            Map.entry("changes", "\"resource\":\"test://watched-resource\",\"tools\":\"changed\""),
            Map.entry("cancelled", "seen"),
            Map.entry("asked", "[\"sampling\",\"elicitation\",\"roots\"]"));

    @BeforeAll
    static void start() {
        Npm.installed();
        StringBuilder documents = new StringBuilder();
        for (String era : List.of("modern", "legacy")) {
            String url = era.equals("modern") ? MODERN.url() : LEGACY.url();
            add(documents, "web-" + era, "transport: STREAMABLE_HTTP\nexternalUrl: " + url);
            String command = Fixture.overStdio("--era", era);
            add(documents, "pipe-" + era, "transport: STDIO\ncommand: " + command);
        }
        documents.append("kind: project\nname: mixed\nservers: [pipe-legacy, pipe-modern]\n");
        PRODUCT.up().apply(documents.toString()).exits(0);
        PRODUCT.awaitHealthy(4);
    }

    private static void add(StringBuilder documents, String name, String how) {
        documents.append("kind: server\nname: %s\nsharing: {maxConnections: 100}\n%s\n---\n".formatted(name, how));
        documents.append("kind: project\nname: only-%s\nservers: [%s]\n---\n".formatted(name, name));
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
        MODERN.close();
        LEGACY.close();
    }

    @ParameterizedTest
    @CsvSource({
        "modern, web-modern", "modern, web-legacy", "modern, pipe-modern", "modern, pipe-legacy",
        "legacy, web-modern", "legacy, web-legacy", "legacy, pipe-modern", "legacy, pipe-legacy"
    })
    void everythingWorksAtAServer(String era, String server) {
        assertAll(era, SdkClient.useEra(PRODUCT, era, "", PRODUCT.url("/servers/" + server + "/mcp")));
    }

    @ParameterizedTest
    @CsvSource({
        "modern, web-modern", "modern, web-legacy", "modern, pipe-modern", "modern, pipe-legacy",
        "legacy, web-modern", "legacy, web-legacy", "legacy, pipe-modern", "legacy, pipe-legacy"
    })
    void everythingWorksAtAProject(String era, String server) {
        String url = PRODUCT.url("/projects/only-" + server + "/mcp");
        assertAll(era, SdkClient.useEra(PRODUCT, era, server + "__", url));
    }

    private static void assertAll(String era, JsonNode results) {
        ANSWERS.forEach((feature, answer) -> {
            String got = results.path(feature).toString();
            assertTrue(got.contains(answer), () -> feature + ": " + got);
        });
        assertEquals(REVISIONS.get(era), results.path("revision").asText());
    }

    @Test
    void aProjectOfBothErasShowsTheToolsOfAllItsServers() {
        JsonNode results = SdkClient.useEra(PRODUCT, "modern", "pipe-legacy__", PRODUCT.url("/projects/mixed/mcp"));

        String tools = results.path("tools").toString();
        assertTrue(tools.contains("pipe-legacy__echo") && tools.contains("pipe-modern__echo"), tools);
        assertTrue(results.path("echo").toString().contains("héllo"), results::toString);
    }
}
