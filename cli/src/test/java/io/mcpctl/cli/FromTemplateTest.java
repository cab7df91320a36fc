package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers from templates, with what they need. */
class FromTemplateTest {
    private static final String TEMPLATE = """
            {"name":"wiki","version":"1.2.0","setupInstructions":"Make a token first.","env":[
             {"name":"SITE","description":"Address.","required":true,"secret":false},
             {"name":"WIKI_TOKEN","description":"Yours.","required":true,"secret":true},
             {"name":"MODE","description":"How.","required":false,"secret":false,"defaultValue":"fast"}]}""";
    private static final String INSTANTIATE = "POST /api/v1/templates/wiki/instantiate";

    private static final String UPGRADE = "POST /api/v1/servers/w/upgrade";

    private final ScriptedDaemon daemon;

    FromTemplateTest(@TempDir Path home) throws IOException {
        daemon = new ScriptedDaemon(home)
                .on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL)
                .on("GET /api/v1/templates/wiki", 200, TEMPLATE)
                .on(INSTANTIATE, 200, """
                        {"description":"A wiki.","packageName":"wiki-mcp","args":["a"],"replicas":1,
                         "env":[{"name":"SITE","value":"from the daemon"}],"source":{"kind":"template","name":"wiki","version":"1.2.0"}}""")
                .on("POST /api/v1/servers?dryRun=true", 200, "{\"name\":\"w\"}")
                .on("POST /api/v1/servers", 201, "{\"name\":\"w\"}")
                .on("POST /api/v1/secrets", 201, "{\"name\":\"w-env\"}")
                .on("DELETE /api/v1/secrets/w-env", 204, "");
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    @Test
    void aSecretIsMadeForSecretValuesAndTheServerRefersToIt() throws IOException {
        assertEquals(
                0,
                daemon.run(
                        "create",
                        "server",
                        "w",
                        "--from-template",
                        "wiki:1.2.0",
                        "--env",
                        "SITE=https://w.example",
                        "--env",
                        "WIKI_TOKEN=geheim",
                        "--replicas",
                        "0"),
                daemon.err);

        assertEquals("server/w created\n", daemon.out);
        assertTrue(daemon.err.contains("secret/w-env created"), daemon.err);
        assertFalse((daemon.out + daemon.err).contains("geheim"), daemon.err);
        assertEquals(
                Json.read("{\"kind\":\"secret\",\"name\":\"w-env\",\"data\":{\"WIKI_TOKEN\":\"geheim\"}}"),
                daemon.last("POST /api/v1/secrets").json());
        assertEquals(Json.read("""
                        {"version":"1.2.0","env":[{"name":"SITE","value":"https://w.example"},
                         {"name":"WIKI_TOKEN","valueFrom":{"secretRef":{"name":"w-env","key":"WIKI_TOKEN"}}}]}"""), daemon.last(INSTANTIATE).json());
        JsonNode server = daemon.last("POST /api/v1/servers").json();
        assertEquals("w", server.path("name").asText());
        assertEquals(0, server.path("replicas").asInt());
        assertEquals("wiki-mcp", server.path("packageName").asText());
        assertEquals("from the daemon", server.path("env").path(0).path("value").asText());
        assertEquals("wiki", server.path("source").path("name").asText());
        assertFalse(server.toString().contains("geheim"));
    }

    @Test
    void valuesOfSecretsThatExistAreReferredTo() throws IOException {
        daemon.on(
                "GET /api/v1/secrets/keys", 200, "{\"name\":\"keys\",\"data\":{\"WIKI_TOKEN\":\"***\",\"x\":\"***\"}}");

        assertEquals(0, create("--env-from-secret", "keys", "--env", "SITE=s"), daemon.err);

        JsonNode env = daemon.last(INSTANTIATE).json().path("env");
        assertEquals(
                "keys",
                env.path(1).path("valueFrom").path("secretRef").path("name").asText());
        assertEquals(List.of("POST " + INSTANTIATE.substring(5), "POST /api/v1/servers"), daemon.lines("POST"));
    }

    private int create(String... more) {
        String[] line = new String[5 + more.length];
        System.arraycopy(new String[] {"create", "server", "w", "--from-template", "wiki"}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return daemon.run(line);
    }

    @Test
    void withoutATerminalAllThatIsMissingIsListedAndNothingIsMade() {
        assertEquals(1, create());

        assertTrue(daemon.err.contains("SITE, WIKI_TOKEN"), daemon.err);
        assertTrue(daemon.err.contains("  SITE: Address.\n  WIKI_TOKEN: Yours."), daemon.err);
        assertEquals(List.of(), daemon.lines("POST"));
    }

    @Test
    void onATerminalWhatIsMissingIsAskedForAfterTheInstructions() throws IOException {
        daemon.person = true;
        daemon.input = "https://typed.example\n";

        assertEquals(0, create("--env-from-secret", "WIKI_TOKEN=keys/a"), daemon.err);

        assertTrue(daemon.err.contains("Make a token first.\nSITE (Address.): "), daemon.err);
        assertEquals(
                "https://typed.example",
                daemon.last(INSTANTIATE)
                        .json()
                        .path("env")
                        .path(0)
                        .path("value")
                        .asText());
    }

    @Test
    void anOlderVersionAndAnUnknownTemplateAreNotFound() {
        daemon.on(
                "GET /api/v1/templates/wicki", 404, "{\"detail\":\"template 'wicki' not found, did you mean 'wiki'\"}");

        assertEquals(3, daemon.run("create", "server", "w", "--from-template", "wiki:0.1"));
        assertTrue(daemon.err.contains("no version '0.1'; it is at 1.2.0"), daemon.err);
        assertEquals(3, daemon.run("create", "server", "w", "--from-template", "wicki"));
        assertTrue(daemon.err.contains("did you mean 'wiki'"), daemon.err);
        assertEquals(2, daemon.run("create", "server", "w", "--from-template", "wiki:"));
        assertEquals(2, daemon.run("create", "project", "w", "--from-template", "wiki"));
    }

    @Test
    void aSecretThatExistsIsNotOverwritten() {
        daemon.on("GET /api/v1/secrets/w-env", 200, "{\"name\":\"w-env\"}");

        assertEquals(5, create("--env", "SITE=s", "--env", "WIKI_TOKEN=geheim"));

        assertTrue(daemon.err.contains("w-env exists already"), daemon.err);
        assertEquals(List.of(INSTANTIATE), daemon.lines("POST"));
    }

    @Test
    void theSecretGoesAgainWhenTheServerIsRefused(@TempDir Path home) throws IOException {
        try (ScriptedDaemon other = new ScriptedDaemon(home)) {
            other.on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL)
                    .on("GET /api/v1/templates/wiki", 200, TEMPLATE)
                    .on(INSTANTIATE, 200, "{\"packageName\":\"x\"}")
                    .on("POST /api/v1/servers?dryRun=true", 200, "{}")
                    .on("POST /api/v1/secrets", 201, "{}")
                    .on("POST /api/v1/servers", 409, "{\"detail\":\"server 'w' exists\"}")
                    .on("DELETE /api/v1/secrets/w-env", 204, "");

            assertEquals(
                    5,
                    other.run(
                            "create",
                            "server",
                            "w",
                            "--from-template",
                            "wiki",
                            "--env",
                            "SITE=s",
                            "--env",
                            "WIKI_TOKEN=geheim"));

            assertEquals(List.of("DELETE /api/v1/secrets/w-env"), other.lines("DELETE"));
            assertTrue(other.err.contains("secret/w-env deleted"), other.err);
        }
    }

    @Test
    void aDryRunMakesNeitherServerNorSecret() {
        daemon.on("POST /api/v1/apply?dryRun=true", 200, "{\"kind\":\"server\",\"name\":\"w\",\"result\":\"created\"}");

        assertEquals(0, create("--env", "SITE=s", "--env", "WIKI_TOKEN=geheim", "--dry-run"), daemon.err);

        assertEquals("server/w created (dry run)\n", daemon.out);
        assertTrue(daemon.err.contains("secret/w-env created (dry run)"), daemon.err);
        assertEquals(List.of(), daemon.lines("POST /api/v1/secrets"));
    }

    @Test
    void singleReferencesNeedNoTemplate() throws IOException {
        assertEquals(
                0,
                daemon.run(
                        "create", "server", "w", "--command", "x", "--env", "A=b", "--env-from-secret", "KEY=keys/a"),
                daemon.err);

        assertEquals(
                Json.read("[{\"name\":\"A\",\"value\":\"b\"},"
                        + "{\"name\":\"KEY\",\"valueFrom\":{\"secretRef\":{\"name\":\"keys\",\"key\":\"a\"}}}]"),
                daemon.last("POST /api/v1/servers").json().path("env"));
    }

    @Test
    void upgradesAreToldMemberByMember() throws IOException {
        daemon.on("POST /api/v1/servers/w/upgrade", 200, """
                {"server":"w","template":"wiki","from":"1.2.0","to":"2.0.0","dryRun":false,
                 "changed":[{"member":"args","from":"a","to":"b"},{"member":"env.NEW","to":"x"}],
                 "conflicts":[{"member":"packageName","before":"p@1","server":"p@1.5","template":"p@2"}]}""");

        assertEquals(0, daemon.run("upgrade", "server", "w", "--dry-run", "--env", "NEW=x"), daemon.err);

        assertEquals("""
                server/w upgraded (wiki 1.2.0 -> 2.0.0) (dry run)
                  args: "a" -> "b"
                  env.NEW: nothing -> "x"
                  packageName: conflict: was "p@1", the server has "p@1.5", the template "p@2"
                """, daemon.out);
        assertTrue(daemon.err.contains("--theirs") && daemon.err.contains("--ours"), daemon.err);
        assertEquals(
                Json.read(
                        "{\"dryRun\":true,\"theirs\":false,\"ours\":false,\"env\":[{\"name\":\"NEW\",\"value\":\"x\"}]}"),
                daemon.last("POST /api/v1/servers/w/upgrade").json());
        daemon.run("upgrade", "server", "w", "-o", "json");
        assertEquals("2.0.0", Json.read(daemon.out).path("to").asText());
    }

    /** A server that was made when the template had no secret and no region. */
    private void anOlderServer() {
        daemon.on("GET /api/v1/servers/w", 200, """
                        {"name":"w","source":{"kind":"template","name":"wiki","version":"1.1.0",
                         "variables":[{"name":"SITE","value":"https://w.example"},{"name":"WIKI_TOKEN","value":""}]}}""").on(UPGRADE, 200, """
                        {"server":"w","template":"wiki","from":"1.1.0","to":"1.2.0","conflicts":[],
                         "changed":[{"member":"env.WIKI_TOKEN","to":"w-env/WIKI_TOKEN"}]}""");
    }

    @Test
    void whatATemplateNewlyNeedsIsAskedForAndASecretIsMade() throws IOException {
        anOlderServer();
        daemon.on("GET /api/v1/secrets/keys", 200, "{\"name\":\"keys\",\"data\":{\"WIKI_TOKEN\":\"***\"}}");

        assertEquals(0, daemon.run("upgrade", "server", "w", "--env", "WIKI_TOKEN=geheim"), daemon.err);

        assertEquals(
                Json.read("{\"name\":\"w-env\",\"data\":{\"WIKI_TOKEN\":\"geheim\"}}"),
                daemon.last("POST /api/v1/secrets").json());
        assertEquals(List.of(UPGRADE, "POST /api/v1/secrets", UPGRADE), daemon.lines("POST"));
        assertEquals("secret/w-env created\n", daemon.err);
        assertEquals(Json.read("""
                        {"dryRun":false,"theirs":false,"ours":false,"env":[{"name":"WIKI_TOKEN",
                         "valueFrom":{"secretRef":{"name":"w-env","key":"WIKI_TOKEN"}}}]}"""), daemon.last(UPGRADE).json());
        assertFalse((daemon.out + daemon.err).contains("geheim"), daemon.err);
        assertEquals(0, daemon.run("upgrade", "server", "w", "--env-from-secret", "keys"), daemon.err);
        assertEquals(1, daemon.lines("POST /api/v1/secrets").size());
    }

    @Test
    void aKeyIsAddedToTheSecretThatTheServerHasAndNoValueOfItIsReplaced() throws IOException {
        anOlderServer();
        daemon.on("GET /api/v1/secrets/w-env", 200, "{\"name\":\"w-env\",\"data\":{\"OTHER\":\"***\"}}")
                .on("PUT /api/v1/secrets/w-env", 200, "{\"name\":\"w-env\"}");

        assertEquals(0, daemon.run("upgrade", "server", "w", "--env", "WIKI_TOKEN=geheim"), daemon.err);

        assertEquals(
                Json.read("{\"merge\":true,\"data\":{\"WIKI_TOKEN\":\"geheim\"}}"),
                daemon.last("PUT /api/v1/secrets/w-env").json());
        daemon.on("GET /api/v1/secrets/x-env", 200, "{\"name\":\"x-env\",\"data\":{\"WIKI_TOKEN\":\"***\"}}")
                .on("GET /api/v1/servers/x", 200, "{\"source\":{\"kind\":\"template\",\"name\":\"wiki\"}}");
        assertEquals(5, daemon.run("upgrade", "server", "x", "--env", "SITE=s", "--env", "WIKI_TOKEN=geheim"));
        assertTrue(daemon.err.contains("--env-from-secret WIKI_TOKEN=x-env/WIKI_TOKEN"), daemon.err);
        assertEquals(List.of(), daemon.lines("POST /api/v1/servers/x"));
    }

    @Test
    void aRefusedUpgradeLeavesNothingInTheSecret(@TempDir Path home) throws IOException {
        try (ScriptedDaemon other = new ScriptedDaemon(home)) {
            other.on("GET /api/v1/servers/w", 200, "{\"source\":{\"kind\":\"template\",\"name\":\"wiki\"}}")
                    .on("GET /api/v1/templates/wiki", 200, TEMPLATE)
                    .on(UPGRADE, 200, "{}")
                    .on(UPGRADE, 409, "{\"detail\":\"server 'w' was changed at the same moment\"}")
                    .on("GET /api/v1/secrets/w-env", 200, "{\"data\":{\"OTHER\":\"***\"}}")
                    .on("PUT /api/v1/secrets/w-env", 200, "{}");

            assertEquals(5, other.run("upgrade", "server", "w", "--env", "SITE=s", "--env", "WIKI_TOKEN=geheim"));

            assertEquals(
                    Json.read("{\"data\":{\"WIKI_TOKEN\":null}}"),
                    other.last("PUT /api/v1/secrets/w-env").json());
        }
    }

    @Test
    void withoutATerminalAnUpgradeNamesAllThatIsMissing() {
        anOlderServer();

        assertEquals(1, daemon.run("upgrade", "server", "w"));
        assertEquals(1, daemon.run("upgrade", "server", "w", "--dry-run"));

        assertTrue(daemon.err.contains("WIKI_TOKEN; give each with --env NAME=value or --env-from-secret"), daemon.err);
        assertTrue(daemon.err.contains("  WIKI_TOKEN: Yours."), daemon.err);
        assertEquals(List.of(), daemon.lines("POST"));
    }

    @Test
    void aDryRunAsksForNoSecretValue() throws IOException {
        anOlderServer();
        daemon.person = true;

        assertEquals(0, daemon.run("upgrade", "server", "w", "--dry-run"), daemon.err);

        assertEquals(
                "w-env",
                daemon.last(UPGRADE)
                        .json()
                        .at("/env/0/valueFrom/secretRef/name")
                        .asText());
        assertEquals(1, daemon.lines("POST").size());
    }

    @Test
    void onATerminalAnUpgradeAsksForWhatIsNew() throws IOException {
        daemon.on("GET /api/v1/servers/w", 200, """
                        {"source":{"kind":"template","name":"wiki","variables":[
                         {"name":"WIKI_TOKEN","valueFrom":{"secretRef":{"name":"a","key":"b"}}}]}}""")
                .on(UPGRADE, 200, "{\"server\":\"w\",\"template\":\"wiki\",\"from\":\"1.1.0\",\"to\":\"1.2.0\"}");
        daemon.person = true;
        daemon.input = "https://typed.example\n";

        assertEquals(0, daemon.run("upgrade", "server", "w"), daemon.err);

        assertTrue(
                daemon.err.contains("server/w needs more in version 1.2.0 of the template wiki:\nMake a token first.\n"
                        + "SITE (Address.): "),
                daemon.err);
        assertEquals(
                Json.read("[{\"name\":\"SITE\",\"value\":\"https://typed.example\"}]"),
                daemon.last(UPGRADE).json().path("env"));
    }

    @Test
    void anUpgradeWithNothingNewSaysSo() {
        daemon.on(
                "POST /api/v1/servers/w/upgrade",
                200,
                "{\"server\":\"w\",\"template\":\"wiki\",\"from\":\"1.2.0\",\"to\":\"1.2.0\",\"changed\":[],\"conflicts\":[]}");

        assertEquals(0, daemon.run("upgrade", "server", "w", "--theirs"));

        assertEquals("server/w unchanged (wiki 1.2.0)\n", daemon.out);
    }

    @Test
    void wrongUpgradesAreRefused() {
        daemon.on(
                "POST /api/v1/servers/plain/upgrade",
                409,
                "{\"detail\":\"server 'plain' was not made from a template\"}");

        assertEquals(5, daemon.run("upgrade", "server", "plain"));
        assertEquals(2, daemon.run("upgrade", "project", "w"));
        assertEquals(2, daemon.run("upgrade", "server"));
        assertEquals(2, daemon.run("upgrade", "server", "w", "--theirs", "--ours"));
        assertEquals(2, daemon.run("upgrade", "server", "w", "--env", "NEW"));
    }
}
