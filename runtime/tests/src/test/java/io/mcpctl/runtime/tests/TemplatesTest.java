package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers from templates in the whole product, one of them a published server that runs. */
@Tag("real-server")
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TemplatesTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Product PRODUCT = Product.fresh();

    @BeforeAll
    static void start() {
        Npm.require();
        PRODUCT.up();
        Wait.until(
                "the shipped templates",
                SOON,
                () -> PRODUCT.run("get", "templates", "-o", "name").stdout().contains("template/terraform"),
                () -> PRODUCT.run("get", "templates").toString());
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void aServerOfAShippedTemplateRunsAndFollowsTheTemplateExceptWhereItWasChanged() {
        Path graph = PRODUCT.home().resolve("graph.json");
        PRODUCT.run(
                        "create",
                        "server",
                        "notes",
                        "--from-template",
                        "memory:1.0.0",
                        "--env",
                        "MEMORY_FILE_PATH=" + graph)
                .exits(0);
        PRODUCT.awaitHealthy(1);
        PRODUCT.run("patch", "server", "notes", "description=Ours").exits(0);
        PRODUCT.run("patch", "template", "memory", "version=1.1.0", "description=Theirs", "args=[\"--quiet\"]")
                .exits(0);

        String planned =
                PRODUCT.run("upgrade", "server", "notes", "--dry-run").exits(0).stdout();
        Run upgrade = PRODUCT.run("upgrade", "server", "notes").exits(0);

        assertTrue(planned.contains("server/notes upgraded (memory 1.0.0 -> 1.1.0) (dry run)"), planned);
        assertTrue(upgrade.stdout().contains("  args: nothing -> \"--quiet\"\n"), upgrade::toString);
        assertTrue(
                upgrade.stdout().contains("description: conflict: was \"Remembers")
                        && upgrade.stdout().contains("the server has \"Ours\", the template \"Theirs\""),
                upgrade::toString);
        assertTrue(upgrade.stderr().contains("--theirs"), upgrade::toString);
        JsonNode server = PRODUCT.get("server", "notes");
        assertEquals("Ours", server.path("description").asText());
        assertEquals("[\"--quiet\"]", server.path("args").toString());
        PRODUCT.run("upgrade", "server", "notes", "--theirs").exits(0);
        assertEquals(
                "Theirs", PRODUCT.get("server", "notes").path("description").asText());
        String described = PRODUCT.run("describe", "server", "notes").exits(0).stdout();
        assertTrue(described.contains("template memory 1.1.0"), described);
        PRODUCT.awaitHealthy(1);
    }

    @Test
    void aSecretOfATemplateArrivesBehindTheSchemeOfItsHeaderAndTheServerKnowsItsTemplate() throws Exception {
        try (HeaderServer far = new HeaderServer()) {
            PRODUCT.apply("{kind: template, name: far, externalUrl: '" + far.url("/mcp") + "',"
                            + " headers: [{name: Authorization, value: 'Bearer ${FAR_TOKEN}'}],"
                            + " env: [{name: FAR_TOKEN, required: true}]}")
                    .exits(0);

            PRODUCT.run("create", "server", "far", "--from-template", "far", "--env", "FAR_TOKEN=geheim")
                    .exits(0);

            Wait.until(
                    "the secret with its scheme", SOON, () -> far.seen.contains("Bearer geheim"), far.seen::toString);
            JsonNode server = PRODUCT.get("server", "far");
            JsonNode from = server.path("headers").get(0).path("valueFrom");
            assertEquals("Bearer ", from.path("prefix").asText());
            assertEquals("far-env", from.path("secretRef").path("name").asText());
            JsonNode source = server.path("source");
            assertEquals("template", source.path("kind").asText());
            assertEquals("far", source.path("name").asText());
            assertEquals("1.0.0", source.path("version").asText());
            PRODUCT.run("delete", "server", "far").exits(0);
        }
    }

    @Test
    void onATerminalASecretIsAskedForWithoutEchoAndKeptInASecret(@TempDir Path folder) {
        try (TerminalSession terminal = TerminalSession.open(folder, PRODUCT.environment())) {
            terminal.type(Product.ROOT.resolve("mcpctl")
                    + " create server talk --from-template slack --replicas 0; echo done=$?");

            terminal.awaitText("SLACK_TOKEN (Bot token").type("xoxb-not-shown");

            terminal.awaitText("done=0");
            assertFalse(terminal.screen().contains("xoxb-not-shown"), terminal.screen());
            assertTrue(terminal.screen().contains("api.slack.com"), "the instructions come first");
        }
        String server =
                PRODUCT.run("get", "server", "talk", "-o", "yaml").exits(0).stdout();
        assertFalse(server.contains("xoxb-not-shown"), server);
        assertTrue(server.contains("name: talk-env"), server);
        String secret = PRODUCT.run("get", "secret", "talk-env", "-o", "json", "--show-values")
                .exits(0)
                .stdout();
        assertTrue(
                secret.contains("\"SLACK_TOKEN\" : \"xoxb-not-shown\"")
                        || secret.contains("\"SLACK_TOKEN\": \"xoxb-not-shown\""),
                secret);
    }

    @Test
    void whatIsMissingOrUnknownIsSaidAtOnce() {
        Run missing = PRODUCT.run("create", "server", "issues", "--from-template", "grafana")
                .exits(1);
        Run unknown = PRODUCT.run("create", "server", "issues", "--from-template", "grafanna")
                .exits(3);
        Run version = PRODUCT.run("create", "server", "issues", "--from-template", "grafana:0.0.1")
                .exits(3);

        assertTrue(missing.stderr().contains("GRAFANA_URL: Address of your Grafana"), missing::toString);
        assertTrue(missing.stderr().contains("GRAFANA_SERVICE_ACCOUNT_TOKEN: Token"), missing::toString);
        assertTrue(unknown.stderr().contains("did you mean 'grafana'"), unknown::toString);
        assertTrue(version.stderr().contains("it is at 1.0.0"), version::toString);
        PRODUCT.run("get", "server", "issues").exits(3);
    }
}
