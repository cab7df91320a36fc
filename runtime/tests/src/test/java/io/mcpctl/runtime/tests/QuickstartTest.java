package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a newcomer types first. */
class QuickstartTest {
    private static final List<String> SERVERS = List.of("everything", "files", "memory");
    private static final Product PRODUCT = Product.fresh();
    private static Run first = new Run(List.of(), -1, "", "not run");

    @BeforeAll
    static void quickstart() {
        Npm.require();
        first = PRODUCT.run("quickstart");
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void itStartsServersAndPrintsEndpointsAndAClientConfiguration() {
        first.exits(0)
                .says("called everything__echo: Echo:")
                .says("called files__")
                .says(PRODUCT.url("/projects/demo/mcp"))
                .says(PRODUCT.url("/servers/memory/mcp"))
                .says("\"mcpServers\"");
    }

    @Test
    void aSecondRunChangesNothing() {
        List<JsonNode> before = definitions();

        PRODUCT.run("quickstart").exits(0).says("called everything__echo");

        assertEquals(before, definitions());
    }

    @Test
    void statusHasAddressProcessReadinessAndServers() {
        JsonNode status = PRODUCT.run("status", "-o", "json").exits(0).json();

        assertEquals(PRODUCT.url(""), status.path("url").asText());
        assertTrue(ProcessHandle.of(status.path("pid").asLong()).isPresent(), status::toString);
        assertTrue(status.path("ready").asBoolean(), status::toString);
        assertEquals(SERVERS, names(status.path("servers")));
    }

    @Test
    void everyInstanceIsRunningAndHealthy() {
        JsonNode instances =
                PRODUCT.run("get", "instances", "-o", "json").exits(0).json();

        assertEquals(List.of("everything-0", "files-0", "memory-0"), names(instances));
        for (JsonNode instance : instances) {
            assertEquals(
                    instance.path("server").asText() + "-0",
                    instance.path("name").asText());
            assertEquals("RUNNING", instance.path("status").asText(), instance::toString);
            assertEquals("healthy", instance.path("healthStatus").asText(), instance::toString);
        }
    }

    @Test
    void whatGetPrintsCanBeAppliedAndIsUnchanged() {
        String servers = PRODUCT.run("get", "servers", "-o", "yaml").exits(0).stdout();

        Run apply = PRODUCT.runWith(servers, "apply", "-f", "-").exits(0);

        assertEquals("server/everything unchanged\nserver/files unchanged\nserver/memory unchanged\n", apply.stdout());
    }

    @Test
    void aToolIsCalledFromTheCommandLine() {
        PRODUCT.run("call", "everything__get-sum", "-p", "demo", "a=2", "b=3")
                .exits(0)
                .says("5");
    }

    @Test
    void downLeavesNoProcessAndUpBringsEverythingBack() {
        PRODUCT.downAndClean();

        PRODUCT.up();
        PRODUCT.awaitHealthy(SERVERS.size());
    }

    private static List<JsonNode> definitions() {
        return List.of(
                PRODUCT.run("get", "servers", "-o", "json").exits(0).json(),
                PRODUCT.run("get", "projects", "-o", "json").exits(0).json());
    }

    private static List<String> names(JsonNode documents) {
        List<String> names = new ArrayList<>();
        documents.forEach(document -> names.add(document.path("name").asText()));
        return names;
    }
}
