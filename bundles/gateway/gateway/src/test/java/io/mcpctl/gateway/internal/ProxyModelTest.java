package io.mcpctl.gateway.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.mcpctl.jsonrpc.api.JsonText;
import io.mcpctl.projects.api.ProjectSpec;
import io.mcpctl.projects.api.ProjectSpec.ServerOverride;
import io.mcpctl.stage.api.PipelineStage;
import io.mcpctl.stage.api.StageResult;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects with a proxy model, in front of the fixture server in a process of its own. */
final class ProxyModelTest {
    private static final Pattern RESULT_ID = Pattern.compile("_resultId: ([a-z0-9]{12,})");
    private static Gateway gateway;
    private static ModelParts parts;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("split.yaml"), "{name: split, spec: {stages: [{type: section-split}]}}");
        Files.writeString(
                folder.resolve("broken.yaml"),
                "{name: broken, spec: {stages: [{type: paginate, config: {pageSize: 5}}, {type: gone}]}}");
        Files.writeString(
                folder.resolve("mark.yaml"), "{name: mark, spec: {cacheable: false, stages: [{type: mark}]}}");
        gateway = new Gateway();
        parts = new ModelParts(folder);
        gateway.models.setModels(parts.sessions());
        gateway.servers.commands.put(
                "fixture",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mcpctl.fixture.Main",
                        "--stdio",
                        "--era",
                        "legacy"));
        for (String model : List.of("content-pipeline", "split", "broken", "mark", "missing", "none")) {
            gateway.projects.put(model, spec(model, Map.of()));
        }
        gateway.projects.put("override", spec("none", Map.of("fixture", new ServerOverride(Optional.of("split")))));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static ProjectSpec spec(String model, Map<String, ServerOverride> overrides) {
        return new ProjectSpec(
                "",
                "Be kind.",
                model,
                false,
                Optional.empty(),
                Optional.empty(),
                overrides,
                List.of("fixture"),
                List.of(),
                "__",
                ProjectSpec.UriStyle.original,
                false,
                Optional.empty());
    }

    private static String echo(Client client, String message, String more) throws Exception {
        return client.call(
                5,
                "tools/call",
                "{\"name\":\"fixture__echo\",\"arguments\":{\"message\":" + JsonText.quote(message) + more + "}}");
    }

    /** A tool that returns its arguments. */
    private static String schema(Client client, String members) throws Exception {
        return client.call(
                5, "tools/call", "{\"name\":\"fixture__json_schema_2020_12_tool\",\"arguments\":{" + members + "}}");
    }

    private static Client client(String project) throws Exception {
        Client client = gateway.project(project);
        client.initialize("{}");
        return client;
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "This is line number " + i + ".\n")
                .collect(Collectors.joining());
    }

    private static String resultId(String answer) {
        Matcher matcher = RESULT_ID.matcher(answer);
        assertTrue(matcher.find(), answer);
        return matcher.group(1);
    }

    @Test
    void aLongResultIsATableOfPagesWhichAreReadOneByOne() throws Exception {
        Client client = client("content-pipeline");
        String text = lines(1_000);

        String table = echo(client, text, "");
        String first = echo(client, text, ",\"_resultId\":\"" + resultId(table) + "\",\"_section\":\"1\"");
        String none = echo(client, text, ",\"_resultId\":\"" + resultId(table) + "\",\"_section\":\"9\"");

        assertTrue(table.length() < 1_500 && table.contains("- 4: Page 4"), table);
        assertTrue(first.contains("This is line number 0.") && first.contains("\"id\":5"), first);
        assertFalse(first.contains("This is line number 999."), first);
        assertTrue(none.contains("1, 2, 3, 4") && none.contains("\"isError\":true"), none);
    }

    @Test
    void aShortResultComesAsTheServerGaveIt() throws Exception {
        String plain = echo(client("none"), "short", "");

        assertEquals(plain, echo(client("content-pipeline"), "short", ""));
    }

    @Test
    void aResultBelongsToTheSessionThatGotIt() throws Exception {
        String table = echo(client("content-pipeline"), lines(1_000), "");

        String other = echo(client("content-pipeline"), "x", ",\"_resultId\":\"" + resultId(table) + "\"");

        assertTrue(other.contains("expired or unknown"), other);
    }

    @Test
    void jsonIsSplitByItsElementsAndDrilledInto() throws Exception {
        String json = IntStream.range(0, 40)
                .mapToObj(i -> "{\"name\":\"item" + i + "\",\"text\":\"" + "t".repeat(600) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        Client client = client("split");

        String table = schema(client, "\"items\":" + json);
        String item = schema(client, "\"_resultId\":\"" + resultId(table) + "\",\"_section\":\"item7,item8\"");

        assertTrue(table.contains("- item39: item39 (6"), table);
        assertTrue(item.contains("\\\"item7\\\"") && item.contains("\\\"item8\\\""), item);
        assertFalse(item.contains("\\\"item9\\\""), item);
    }

    @Test
    void aServerMayHaveAModelOfItsOwnInAProjectWithoutOne() throws Exception {
        String table = echo(client("override"), "\n## One\n" + lines(100) + "## Two\n" + lines(100), "");

        assertTrue(table.contains("- intro-one: intro ... One (") && table.contains("- two: Two ("), table);
    }

    @Test
    void stagesThatFailOrAreMissingLeaveTheContentAsItIs() throws Exception {
        String text = lines(1_000);

        assertEquals(echo(client("none"), text, ""), echo(client("broken"), text, ""));
    }

    @Test
    void aProjectWhoseModelIsMissingSaysSoAndOtherProjectsWork() throws Exception {
        Client client = gateway.project("missing");

        String hello = client.initialize("{}");
        String list = client.call(1, "tools/list", "{}");

        assertTrue(hello.contains("Be kind."), hello);
        assertTrue(client.call(2, "ping", "{}").contains("\"result\":{}"));
        assertTrue(list.contains("-32603") && list.contains("proxy model \\\"missing\\\""), list);
        assertTrue(echo(client, "x", "").contains("is not installed"));
        assertTrue(echo(client("none"), "x", "").contains("x"));
    }

    @Test
    void aClientWithoutSessionsReadsSectionsToo() throws Exception {
        StatelessClient client = gateway.stateless("/projects/content-pipeline/mcp");
        String message = "\"message\":" + JsonText.quote(lines(1_000));

        String table = client.call(1, "fixture__echo", "\"arguments\":{" + message + "}");
        String page = client.call(
                2,
                "fixture__echo",
                "\"arguments\":{" + message + ",\"_resultId\":\"" + resultId(table) + "\",\"_section\":\"4\"}");

        assertTrue(table.contains("- 1: Page 1"), table);
        assertTrue(page.contains("This is line number 999.") && page.contains("\"resultType\":\"complete\""), page);
    }

    @Test
    void twentySwapsOfAStageUnderCallsLoseNoneAndLeaveNoThread(@TempDir Path folder) throws Exception {
        Client client = client("mark");
        PipelineStage stage = (content, context) -> StageResult.of(content + " v0");
        Map<String, Object> properties = parts.stage("mark", stage);
        assertTrue(echo(client, "x", "").contains("x v0"));

        for (int i = 1; i <= 20; i++) {
            String version = " v" + i;
            PipelineStage next = (content, context) -> StageResult.of(content + version);
            Map<String, Object> nextProperties = parts.stage("mark", next);
            assertTrue(echo(client, "x", "").contains("x v"));
            parts.stages.removeStage(stage, properties);
            assertTrue(echo(client, "x", "").contains("x" + version));
            stage = next;
            properties = nextProperties;
        }
        parts.stages.removeStage(stage, properties);

        Path threads = folder.resolve("threads.txt");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(threads.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
        assertFalse(Files.readString(threads).contains("stage/mark"));
        assertTrue(echo(client, "x", "").contains("x\"}"));
    }
}
