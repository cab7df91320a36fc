package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of the command line, against the whole product. */
class CliVerbsTest {
    private static final Product PRODUCT = Product.fresh();

    @BeforeAll
    static void definitions() {
        PRODUCT.up();
        PRODUCT.apply("""
                        kind: secret
                        name: keys
                        data: {api: geheim}
                        ---
                        kind: server
                        name: quiet
                        description: sleeps
                        command: [sleep, "1000"]
                        replicas: 0
                        env:
                        - name: A
                          value: "1"
                        - name: KEY
                          valueFrom: {secretRef: {name: keys, key: api}}
                        ---
                        kind: user
                        email: ada@example.org
                        name: Ada
                        password: long enough
                        ---
                        kind: group
                        name: team
                        members: [ada@example.org]
                        ---
                        kind: project
                        name: desk
                        servers: [quiet]
                        ---
                        kind: prompt
                        name: style
                        project: desk
                        content: Be brief.
                        ---
                        kind: rbac
                        name: team-views
                        subjects: [{kind: Group, name: team}]
                        roleBindings: [{role: view, resource: servers}, {role: run, action: logs}]
                        """).exits(0);
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    @Test
    void whatGetPrintsOfEveryKindIsUnchangedWhenApplied() {
        JsonNode kinds = PRODUCT.run("api-resources", "-o", "json").exits(0).json();
        List<String> tried = new ArrayList<>();
        for (JsonNode kind : kinds) {
            if (kind.path("readOnly").asBoolean()) {
                continue;
            }
            String yaml = PRODUCT.run("get", kind.path("plural").asText(), "-o", "yaml")
                    .exits(0)
                    .stdout();
            if (!yaml.isBlank()) {
                Run apply = PRODUCT.apply(yaml).exits(0);
                assertTrue(
                        apply.stdout()
                                .lines()
                                .allMatch(line -> line.endsWith(" unchanged") || line.endsWith(" skipped")),
                        apply::toString);
                tried.add(kind.path("name").asText());
            }
        }
        assertTrue(
                tried.containsAll(
                        List.of("secret", "server", "user", "group", "project", "serverattachment", "prompt", "rbac")),
                tried::toString);
    }

    @Test
    void aProjectIsExportedWithWhatBelongsToIt() {
        String yaml =
                PRODUCT.run("get", "all", "-p", "desk", "-o", "yaml").exits(0).stdout();

        assertTrue(yaml.indexOf("name: quiet") < yaml.indexOf("name: desk"), yaml);
        assertTrue(yaml.contains("kind: serverattachment") && yaml.contains("name: style"), yaml);
        assertFalse(yaml.contains("geheim"), yaml);
        PRODUCT.apply(yaml).exits(0);
    }

    @Test
    void createPatchDiffAndDelete(@TempDir Path folder) throws IOException {
        PRODUCT.run(
                        "create",
                        "server",
                        "made",
                        "--command",
                        "sleep",
                        "--args",
                        "9",
                        "--replicas",
                        "0",
                        "--env",
                        "A=1",
                        "--memory",
                        "64Mi")
                .exits(0)
                .says("server/made created");
        PRODUCT.run("patch", "server", "made", "env[0].value=2", "healthCheck.intervalSeconds=60", "resources=null")
                .exits(0);
        JsonNode made = PRODUCT.get("server", "made");
        assertEquals("2", made.path("env").path(0).path("value").asText());
        assertEquals(60, made.path("healthCheck").path("intervalSeconds").asInt());
        assertFalse(made.has("resources"), made::toString);
        Path file = Files.writeString(
                folder.resolve("made.yaml"),
                PRODUCT.run("get", "server", "made", "-o", "yaml").exits(0).stdout());
        PRODUCT.run("diff", "-f", file.toString()).exits(0);
        Files.writeString(file, Files.readString(file).replace("startTimeoutSeconds: 180", "startTimeoutSeconds: 90"));
        PRODUCT.run("diff", "-f", file.toString())
                .exits(1)
                .says("-startTimeoutSeconds: 180")
                .says("+startTimeoutSeconds: 90");
        PRODUCT.run("attach", "server", "made", "-p", "desk").exits(0);
        PRODUCT.run("get", "servers", "-p", "desk", "-o", "name").exits(0).says("server/made");
        PRODUCT.run("detach", "server", "made", "-p", "desk").exits(0);
        PRODUCT.run("create", "server", "made", "--command", "x").exits(5);
        PRODUCT.run("delete", "server", "mad*").exits(2);
        PRODUCT.run("delete", "server", "mad*", "--yes").exits(0).says("server/made deleted");
        PRODUCT.run("wait", "server/made", "--for=delete").exits(0);
    }

    @Test
    void configurationsOfClientsAreApplied(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mcp.json"), """
                {"mcpServers":{"From Client":{"command":"npx","args":["-y","some-package","/x"],"disabled":true}}}""");

        PRODUCT.run("apply", "-f", file.toString(), "-p", "desk")
                .exits(0)
                .says("server/from-client created")
                .says("serverattachment/desk/from-client created");
        assertEquals(
                "some-package",
                PRODUCT.get("server", "from-client").path("packageName").asText());
        PRODUCT.run("delete", "server", "from-client", "--yes").exits(0);
    }

    @Test
    void tokensAreShownOnceAndFencedIn() {
        String token = PRODUCT.run(
                        "create", "mcptoken", "ci", "-p", "desk", "--ttl", "30d", "--bind", "view:projects:desk")
                .exits(0)
                .stdout()
                .strip();

        assertTrue(token.matches("mcpctl_pat_[A-Za-z0-9_-]+"), token);
        assertFalse(
                PRODUCT.run("get", "mcptokens", "-o", "json").exits(0).stdout().contains(token));
        PRODUCT.run("delete", "mcptoken", "ci").exits(2).says("-p <project>");
        PRODUCT.run("delete", "mcptoken", "ci", "-p", "desk").exits(0);
    }

    @Test
    void aLoginActsAsItsUserUntilLogout() {
        PRODUCT.runWith("long enough\n", "login", "--email", "ada@example.org", "--password-stdin")
                .exits(0)
                .says("Logged in as ada@example.org");
        try {
            PRODUCT.run("auth", "whoami").exits(0).says("ada@example.org").says("team");
            PRODUCT.run("auth", "can-i", "get", "servers").exits(0).says("yes");
            PRODUCT.run("auth", "can-i", "delete", "servers", "quiet").exits(1).says("no");
            PRODUCT.run("auth", "can-i", "logs").exits(0);
            PRODUCT.run("get", "servers").exits(0).says("quiet");
            PRODUCT.run("delete", "server", "quiet", "--yes").exits(4);
            PRODUCT.run("status").exits(0).says("Auth:     logged in as ada@example.org");
        } finally {
            PRODUCT.run("logout").exits(0).says("Logged out successfully");
        }
        PRODUCT.runWith("wrong word\n", "login", "--email", "ada@example.org", "--password-stdin")
                .exits(4);
        PRODUCT.run("logout").exits(0).says("Not logged in");
    }

    @Test
    void kindsAndMembersAreExplained() {
        PRODUCT.run("explain", "server.env.valueFrom").exits(0).says("secretRef");
        PRODUCT.run("get", "secrets", "-o", "yaml").exits(0).says("***");
        assertTrue(PRODUCT.run("describe", "server", "quiet").exits(0).stdout().contains("keys/api"));
        PRODUCT.run("describe", "secret", "keys", "--show-values").exits(0).says("geheim");
        PRODUCT.run("config", "claude", "-p", "desk", "--stdout")
                .exits(0)
                .says("\"desk\"")
                .says("mcpctl");
    }

    @Test
    void aTerminalSeesPromptsEditorAndChanges(@TempDir Path folder) throws IOException {
        Path editor = Files.writeString(
                folder.resolve("editor"), "#!/bin/sh\nsed -i 's/^description:.*/description: edited/' \"$1\"\n");
        assertTrue(editor.toFile().setExecutable(true));
        Map<String, String> environment = new HashMap<>(PRODUCT.environment());
        environment.put("EDITOR", editor.toString());
        try (TerminalSession terminal = TerminalSession.open(folder, environment)) {
            String mcpctl = Product.ROOT.resolve("mcpctl").toString();
            terminal.type(mcpctl + " edit server quiet").awaitText("server/quiet edited");
            assertEquals(
                    "edited", PRODUCT.get("server", "quiet").path("description").asText());

            terminal.type(mcpctl + " create user bob@example.org").awaitText("Password:");
            terminal.type("very secret").awaitText("Again:");
            terminal.type("very secret").awaitText("user/bob@example.org created");
            assertFalse(terminal.screen().contains("very secret"), terminal.screen());

            terminal.type(mcpctl + " delete user bob@example.org").awaitText("Delete user/bob@example.org? [y/N]");
            terminal.type("n").awaitText("nothing was deleted");

            terminal.type(mcpctl + " get groups -w; echo ended with $?").awaitText("team");
            PRODUCT.run("create", "group", "seen-live").exits(0);
            terminal.awaitText("seen-live").key("C-c").awaitText("ended with 130");
            assertFalse(terminal.screen().contains("Exception"), terminal.screen());
        }
    }
}
