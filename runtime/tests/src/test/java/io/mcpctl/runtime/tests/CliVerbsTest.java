package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Writes lines and never answers. */
    private static final String TALKER = "n=0; while n=$((n+1)); do echo line $n >&2; sleep 0.2; done";

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
                        kind: project
                        name: spare
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
    void whatWasDoneIsOneLineOrOneDocument() {
        PRODUCT.run("attach", "server", "quiet", "-p", "spare").prints("server/quiet attached to project/spare\n");
        PRODUCT.run("detach", "server", "quiet", "-p", "spare", "--dry-run")
                .prints("server/quiet detached from project/spare (dry run)\n");
        JsonNode detached = PRODUCT.run("detach", "server", "quiet", "-p", "spare", "-o", "json")
                .exits(0)
                .json();
        assertEquals("detached", detached.path(0).path("result").asText());
        PRODUCT.run("create", "group", "gone").prints("group/gone created\n");
        PRODUCT.run("patch", "group", "gone", "description=x", "-o", "name").prints("group/gone\n");
        PRODUCT.run("patch", "group", "gone", "description=x").prints("group/gone unchanged\n");
        PRODUCT.run("wait", "group/gone", "--for=jsonpath={.description}=x")
                .prints("group/gone has {.description}=x\n");
        PRODUCT.run("delete", "group", "gone", "nosuch", "-o", "json").exits(3).says("\"deleted\"");
        PRODUCT.run("delete", "group", "gone", "--ignore-not-found").prints("");
        PRODUCT.run("wait", "group", "gone", "--for=delete", "--timeout=0").prints("group/gone deleted\n");
    }

    @Test
    void proposalsAreApprovedAndRejected() {
        PRODUCT.apply("""
                        kind: promptrequest
                        name: good
                        project: desk
                        content: Be kind.
                        ---
                        kind: promptrequest
                        name: bad
                        project: desk
                        content: Be rude.
                        """).exits(0);

        PRODUCT.run("approve", "promptrequest", "good", "-p", "desk", "--priority", "9")
                .prints("promptrequest/good approved\n");
        PRODUCT.run("reject", "pr", "bad", "-p", "desk").prints("promptrequest/bad rejected\n");

        JsonNode made = PRODUCT.run("get", "prompt", "good", "-p", "desk", "-o", "json")
                .exits(0)
                .json();
        assertEquals("Be kind.", made.path("content").asText());
        assertEquals(9, made.path("priority").asInt());
        PRODUCT.run("get", "promptrequests", "-o", "name").prints("");
        PRODUCT.run("delete", "prompt", "good", "-p", "desk").exits(0);
    }

    @Test
    void aLogIsFollowedUntilItsInstanceEnds() {
        PRODUCT.run("create", "server", "talker", "--command=sh", "--command=-c", "--command=" + TALKER)
                .exits(0);
        Wait.until(
                "an instance of talker",
                LIMIT,
                () -> PRODUCT.run("get", "instances", "--server", "talker")
                        .stdout()
                        .contains("talker-0"),
                () -> "none");
        try (Background log = PRODUCT.start("", "logs", "talker", "-f")) {
            Wait.until("lines of its log", LIMIT, () -> log.stdout().contains("line 3\n"), log::stdout);
            PRODUCT.run("logs", "talker-0", "-t", "1").exits(0).says("line ");
            PRODUCT.run("delete", "server", "talker", "--yes").exits(0);

            Run ended = log.await(LIMIT).exits(0);
            assertTrue(ended.stdout().startsWith("line 1\nline 2\n"), ended::toString);
        }
    }

    @Test
    void changesAreRowsAsTheyHappen() {
        try (Background rows = PRODUCT.start("", "get", "promptrequests", "-w", "--output-watch-events");
                Background names = PRODUCT.start("", "get", "promptrequests", "-w", "-o", "name")) {
            PRODUCT.run("create", "promptrequest", "seen", "-p", "desk", "--content", "x")
                    .exits(0);
            Wait.until("the row", LIMIT, () -> rows.stdout().contains("seen"), rows::stdout);
            Wait.until("the name", LIMIT, () -> names.stdout().contains("seen"), names::stdout);
            PRODUCT.run("reject", "promptrequest", "seen", "-p", "desk").exits(0);
            Wait.until("its end", LIMIT, () -> rows.stdout().contains("DELETED"), rows::stdout);
            Wait.until("both names", LIMIT, () -> names.stdout().lines().count() == 2, names::stdout);

            List<String> lines = rows.stdout().lines().toList();
            assertTrue(lines.get(0).matches("EVENT +NAME +PROJECT +PRI +SESSION +AGE"), rows.stdout());
            assertTrue(lines.get(1).matches("ADDED +seen +desk +5 +- +\\d+s"), rows.stdout());
            assertTrue(lines.get(2).matches("DELETED +seen +desk .*"), rows.stdout());
            assertEquals("promptrequest/seen\npromptrequest/seen\n", names.stdout());
        }
    }

    @Test
    void helpNamesEveryOption() {
        PRODUCT.run("help").exits(0).says("config").says("Exit codes: 0 done");
        assertEquals(
                PRODUCT.run("get", "--help").exits(0).stdout(),
                PRODUCT.run("help", "get").exits(0).stdout());
        PRODUCT.run("create", "prompt", "--help").exits(0).says("--link-target").says("mcpctl create prompt style");
    }

    @Test
    void anEditorIsOpenedAgainWithWhatWasRefused(@TempDir Path folder) throws IOException {
        Path editor = Files.writeString(folder.resolve("editor"), """
                #!/bin/sh
                if grep -q '^# Error' "$1"; then
                  cp "$1" "$0.seen"; sed -i 's/^replicas:.*/replicas: 0/; s/^description:.*/description: twice/' "$1"
                else
                  sed -i 's/^replicas:.*/replicas: many/' "$1"
                fi
                """);
        assertTrue(editor.toFile().setExecutable(true));

        PRODUCT.runIn(Map.of("MCPCTL_EDITOR", editor.toString()), "", "edit", "server", "quiet")
                .prints("server/quiet edited\n");

        assertTrue(Files.readString(folder.resolve("editor.seen")).contains("replicas"));
        assertEquals("twice", PRODUCT.get("server", "quiet").path("description").asText());
        Run same = PRODUCT.runIn(Map.of("EDITOR", "true"), "", "edit", "server", "quiet")
                .prints("");
        assertTrue(same.stderr().contains("Edit cancelled, no changes made"), same::toString);
    }

    @Test
    void coloursAreForTerminals(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("group.yaml"), "kind: group\nname: team\ndescription: other\n");
        assertFalse(PRODUCT.run("diff", "-f", file.toString()).exits(1).stdout().contains("\033["));

        try (TerminalSession terminal = TerminalSession.open(folder, PRODUCT.environment())) {
            String diff = Product.ROOT.resolve("mcpctl") + " diff -f " + file;
            terminal.type(diff + "; echo ended with $?")
                    .awaitText("+description: other")
                    .awaitText("ended with 1");
            assertTrue(terminal.coloured().contains("\033[32m+description"), terminal.coloured());
            terminal.type("clear; NO_COLOR=1 " + diff + "; echo plain ended").awaitText("plain ended");
            assertFalse(terminal.coloured().contains("\033[32m"), terminal.coloured());
        }
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
