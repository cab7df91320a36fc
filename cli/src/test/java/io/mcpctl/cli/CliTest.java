package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands as a user types them, against a daemon on a real listener. */
class CliTest {
    private final Path home;
    private final FakeDaemon daemon;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    CliTest(@TempDir Path home) throws IOException {
        this.home = home;
        this.daemon = new FakeDaemon();
        daemon.announce(home);
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                false);
        return new Cli(terminal, Map.of("MCPCTL_HOME", home.toString()), home).run(arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tablesAreAlignedAndFreeOfEscapeSequences() {
        int exit = run("get", "servers");

        assertEquals(0, exit);
        assertEquals("NAME         AGE\neverything   1m\nfiles        2m\n", out());
    }

    @Test
    void patternsChooseByName() {
        run("get", "servers", "fi*");

        assertEquals("NAME    AGE\nfiles   2m\n", out());
    }

    @Test
    void documentsAreReadyToApply() {
        run("get", "server", "files", "-o", "yaml");

        assertEquals("kind: server\nname: files\nargs:\n- \".\"\n", out());
    }

    @Test
    void instancesInJsonAreAnArrayWithServerAndHealth() throws IOException {
        run("get", "instances", "-o", "json");

        assertEquals("files", Json.read(out()).path(0).path("server").asText());
        assertEquals("healthy", Json.read(out()).path(0).path("healthStatus").asText());
    }

    @Test
    void statusHasWhatScriptsNeed() throws IOException {
        run("status", "-o", "json");

        assertTrue(Json.read(out()).path("ready").asBoolean());
        assertEquals(daemon.url(), Json.read(out()).path("url").asText());
        assertEquals(
                "files", Json.read(out()).path("servers").path(0).path("name").asText());
        assertTrue(Json.read(out()).path("pid").isNumber());
    }

    @Test
    void globalOptionsMayStandBeforeTheCommand() throws IOException {
        try (FakeDaemon other = new FakeDaemon()) {
            run("--daemon-url", other.url(), "get", "servers");

            assertEquals(List.of("GET /api/v1/servers?view=table"), other.requests);
            assertTrue(daemon.requests.isEmpty());
        }
    }

    @Test
    void theTokenIsNotSentToAnotherAddress() throws IOException {
        try (FakeDaemon other = new FakeDaemon()) {
            assertEquals(4, run("get", "servers", "--daemon-url", other.url()));
            assertFalse(err().contains(FakeDaemon.TOKEN));
        }
    }

    @ParameterizedTest
    @CsvSource({"400,1", "401,4", "403,4", "404,3", "409,5", "429,6", "500,1", "503,6", "504,6"})
    void exitCodesFollowTheStatus(int status, int exitCode) {
        daemon.failing.put("/api/v1/servers", status);

        assertEquals(exitCode, run("get", "servers"));
        assertTrue(err().startsWith("Error: refused for the test"), err());
        assertEquals("", out());
    }

    @Test
    void withJsonTheProblemDocumentGoesToStderr() throws IOException {
        assertEquals(3, run("get", "server", "nothing", "-o", "json"));

        assertEquals(404, Json.read(err()).path("status").asInt());
        assertEquals("", out());
    }

    @Test
    void aDaemonThatIsDownIsExitCodeSixWithAHint() {
        daemon.close();

        assertEquals(6, run("get", "servers"));
        assertTrue(err().contains("`mcpctl up`"), err());
    }

    @Test
    void wrongUsageIsExitCodeTwoWithASuggestion() {
        assertEquals(2, run("gte", "servers"));
        assertTrue(err().contains("did you mean \"get\""), err());
        assertEquals(2, run("get", "servers", "--outptu", "json"));
        assertEquals(2, run("get", "projcets"));
        assertTrue(err().contains("did you mean \"projects\""), err());
        assertEquals(2, run("get", "servers", "-o", "xml"));
        assertEquals(2, run("plugin"));
        assertTrue(err().contains("\"plugin\" needs one more word: install, upgrade"), err());
        assertEquals(2, run());
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        for (String name : io.mcpctl.cli.command.Commands.NAMES) {
            List<String> line = new java.util.ArrayList<>(List.of(name.split(" ")));
            line.add("--help");
            assertEquals(0, run(line.toArray(String[]::new)));
            assertTrue(out().contains("Examples:\n  mcpctl " + name), out());
        }
    }

    @Test
    void applySendsInTheOrderOfTheKinds() {
        input = "kind: project\nname: demo\nservers: [files]\n---\nkind: srv\nname: files\n";

        assertEquals(0, run("apply", "-f", "-"));
        assertEquals(List.of("server/files", "project/demo"), daemon.applied);
        assertEquals("server/files created\nproject/demo created\n", out());
    }

    @Test
    void oneRefusedDefinitionDoesNotStopTheRest() throws IOException {
        Path file = Files.writeString(
                home.resolve("x.yaml"), "servers:\n- name: refused\n  args:\n  - a\n  - b\n- name: fine\n");

        assertEquals(1, run("apply", "-f", file.toString()));
        assertTrue(out().contains("server/refused failed: " + file + ":5: args[1]: is too long"), out());
        assertTrue(out().contains("server/fine created"), out());
    }

    @Test
    void nothingIsSentWhenTheInputIsWrong() {
        input = "kind: server\nname: a\nreplicas: two\nimage: x\n---\nkind: server\nname: a\n";

        assertEquals(1, run("apply", "-f", "-"));
        assertTrue(err().contains("stdin:3: \"replicas\" must be of the type integer"), err());
        assertTrue(err().contains("stdin:4: the key \"image\" is not known"), err());
        assertTrue(err().contains("stdin:7: \"server/a\" is also defined at stdin:2"), err());
        assertTrue(daemon.applied.isEmpty());
    }

    @Test
    void deletedThingsAreNamed() {
        assertEquals(0, run("delete", "server", "files"));
        assertEquals("server/files deleted\n", out());
    }

    @Test
    void logsOfAServerAreThoseOfItsRunningInstance() {
        assertEquals(0, run("logs", "files", "-t", "5"));
        assertEquals("a line\n", out());
        assertEquals(3, run("logs", "filse"));
    }

    @Test
    void argumentsOfACallGetTheTypesOfTheSchema() {
        assertEquals(0, run("call", "everything__echo", "message=7", "times=7", "loud=true", "-p", "demo"));
        assertEquals("{\"message\":\"7\",\"times\":7,\"loud\":true}\n", out());
        assertEquals(0, run("call", "everything/echo", "message=a=b", "-p", "demo"));
        assertEquals(2, run("call", "everything__echo", "times=many", "-p", "demo"));
        assertEquals(3, run("call", "everything__ecoh", "times=1", "-p", "demo"));
        assertTrue(err().contains("did you mean \"everything__echo\""), err());
    }

    @Test
    void aToolThatFailsIsExitCodeOne() {
        assertEquals(1, run("call", "everything__fail", "-p", "demo"));
        assertTrue(err().startsWith("Error: the tool reports a failure"), err());
    }

    @Test
    void toolsOfAProjectAreListed() {
        assertEquals(0, run("get", "tools", "-p", "demo", "-o", "name"));
        assertEquals("tool/everything__echo\ntool/everything__fail\n", out());
    }

    @Test
    void theBridgeRelaysAndRefusesAsTheProtocolSays() {
        input = """
                no json
                [1]
                {"jsonrpc":"2.0","id":1,"method":"tools/list"}
                {"jsonrpc":"2.0","id":2,"method":"initialize","params":{}}
                {"jsonrpc":"2.0","method":"notifications/initialized"}

                {"jsonrpc":"2.0","id":3,"method":"initialize","params":{}}
                {"jsonrpc":"2.0","id":"four","method":"tools/call","params":{"name":"x","arguments":{"a":1}}}
                """;

        assertEquals(0, run("mcp", "-p", "demo"));
        List<String> lines = out().lines().toList();
        assertTrue(lines.get(0).contains("-32700"), out());
        assertTrue(lines.get(1).contains("-32600") && lines.get(1).contains("batch"), out());
        assertTrue(lines.get(2).contains("not initialized"), out());
        assertTrue(lines.get(3).contains("serverInfo"), out());
        assertTrue(lines.get(4).contains("already initialized"), out());
        assertTrue(lines.get(5).contains("notifications/progress"), out());
        assertTrue(lines.get(6).contains("\"id\":\"four\""), out());
        assertEquals(7, lines.size(), out());
    }

    @Test
    void aContractThatIsKeptPasses() throws IOException {
        int exit = run(
                "test",
                "mcp",
                daemon.url() + "/projects/demo/mcp",
                "--tool",
                "everything__echo",
                "--args",
                "{\"message\":\"hi\"}",
                "--expect-tools",
                "everything__echo",
                "-o",
                "json");

        assertEquals(0, exit, out());
        assertTrue(Json.read(out()).path("ok").asBoolean());
        assertEquals("fake", Json.read(out()).path("serverInfo").path("name").asText());
    }

    @Test
    void aContractThatIsBrokenIsTold() {
        String url = daemon.url() + "/projects/demo/mcp";

        assertEquals(2, run("test", "mcp", url, "--expect-tools", "absent,everything__echo"));
        assertTrue(err().contains("absent"), err());
        assertEquals(2, run("test", "mcp", url, "--tool", "everything__fail"));
        assertEquals(1, run("test", "mcp", url, "--args", "{}"));
        assertTrue(err().contains("--args"), err());
        assertEquals(1, run("test", "mcp", "ftp://nowhere"));
        assertTrue(err().contains("ftp://nowhere"), err());
        daemon.failing.put("/healthz", 503);
        assertEquals(1, run("test", "mcp", url));
        assertTrue(err().contains("health"), err());
        daemon.failing.put("/projects/demo/mcp", 401);
        assertEquals(1, run("test", "mcp", url, "--no-health", "--token", "geheim"));
        assertTrue(err().contains("401") && !err().contains("geheim"), err());
    }

    @Test
    void downOfNothingIsFine() throws IOException {
        Files.delete(home.resolve("run/daemon.json"));

        assertEquals(0, run("down"));
        assertEquals("daemon is not running\n", out());
    }
}
