package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several daemons by name, and the project that is meant. */
class ContextsTest {
    private static final String TABLE = "GET /api/v1/servers?view=table";
    private static final String NOTHING = "{\"columns\":[],\"rows\":[]}";
    private final ScriptedDaemon here;
    private final ScriptedDaemon there;

    ContextsTest(@TempDir Path home, @TempDir Path other) throws IOException {
        here = new ScriptedDaemon(home).on(TABLE, 200, NOTHING);
        there = new ScriptedDaemon(other)
                .on(TABLE, 200, NOTHING)
                .on("GET /api/v1/auth/status", 200, "{\"hasUsers\":true}")
                .on(
                        "POST /api/v1/auth/login",
                        200,
                        "{\"token\":\"work-token\",\"user\":{\"email\":\"ada@example.org\"}}")
                .on("POST /api/v1/auth/logout", 200, "{}");
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    private void run(int exitCode, String line) {
        assertEquals(exitCode, here.run(line.split(" ")), line + ": " + here.err);
    }

    private void work() {
        run(0, "config set-context work --daemon-url " + there.url());
    }

    @Test
    void theContextInUseSaysWhichDaemonIsMeant() throws IOException {
        work();
        assertEquals("context/work created\n", here.out);
        run(0, "get servers");
        assertEquals(List.of(TABLE), here.lines("GET"));

        run(0, "config use-context work");
        run(0, "get servers");

        assertEquals(List.of(TABLE), there.lines("GET"));
        run(0, "config current-context");
        assertEquals("work\n", here.out);
        run(0, "config get-contexts");
        assertTrue(here.out.contains("*         work   " + there.url()), here.out);
        run(0, "config get-contexts -o json");
        assertTrue(Json.read(here.out).path(0).path("current").asBoolean());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(here.home.resolve("config.json"))));
    }

    @Test
    void whatTheLineSaysGoesBeforeTheEnvironmentAndThatBeforeTheSettings() {
        work();
        run(0, "config set-context home");
        run(0, "config use-context work");

        run(0, "get servers --daemon-url " + here.url());
        run(0, "get servers --context home");
        here.environment.put("MCPCTL_CONTEXT", "home");
        run(0, "get servers");
        here.environment.put("MCPCTL_URL", here.url());
        run(0, "get servers");
        assertEquals(4, here.lines("GET").size());
        assertEquals(0, there.lines("GET").size());

        run(0, "get servers --context work");
        run(0, "--context=work --direct get servers");
        assertEquals(2, there.lines("GET").size());
    }

    @Test
    void theProjectOfTheContextIsMeantUnlessTheLineNamesOneOrAll() {
        String demo = "GET /api/v1/prompts?project=demo&view=apply";
        here.on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL)
                .on("GET /api/v1/prompts?view=table&project=demo", 200, NOTHING)
                .on("GET /api/v1/prompts?view=table&project=play", 200, NOTHING)
                .on("GET /api/v1/prompts?view=table", 200, NOTHING)
                .on("GET /api/v1/projects/demo", 200, "{}")
                .on("GET /api/v1/projects/play", 200, "{}");
        run(0, "config set-context demo -p demo");
        run(0, "config use-context demo");

        run(0, "get prompts");
        run(0, "get prompts -p play");
        run(0, "get prompts -A");

        assertEquals(
                List.of("?view=table&project=demo", "?view=table&project=play", "?view=table"),
                here.lines("GET /api/v1/prompts").stream()
                        .map(line -> line.replace("GET /api/v1/prompts", ""))
                        .toList());
        assertFalse(here.lines("GET").contains(demo));
    }

    @Test
    void aContextIsChangedMemberByMember() throws IOException {
        work();
        run(0, "config set-context work --mcpd-url http://127.0.0.1:3100");
        run(0, "config use-context work");
        run(0, "config set-context --current -p demo");
        assertEquals("context/work changed\n", here.out);
        assertEquals(0, here.run("config", "set-context", "--current", "--mcpd-url", ""), here.err);

        assertEquals(
                Json.read("{\"work\":{\"mcplocalUrl\":\"" + there.url() + "\",\"project\":\"demo\"}}"),
                Json.read(Files.readString(here.home.resolve("config.json"))).path("contexts"));
    }

    @Test
    void eachContextHasItsOwnLogin() throws IOException {
        work();
        here.input = "long enough\n";
        run(0, "login --context work --email ada@example.org --password-stdin");
        run(0, "get servers --context work");
        assertEquals("work-token", there.last(TABLE).bearer());
        run(0, "get servers");
        assertEquals(ScriptedDaemon.OWNERS_TOKEN, here.last(TABLE).bearer());

        run(0, "logout --context work");
        assertEquals("work-token", there.last("POST /api/v1/auth/logout").bearer());
        assertFalse(Files.exists(here.home.resolve("credentials.json")));
    }

    @Test
    void aDeletedContextIsForgottenWithItsLogin() throws IOException {
        work();
        run(0, "config use-context work");
        here.input = "long enough\n";
        run(0, "login --email ada@example.org --password-stdin");

        run(0, "config delete-context work");

        assertTrue(here.err.contains("now none is"), here.err);
        assertFalse(Files.exists(here.home.resolve("credentials.json")));
        run(3, "config current-context");
        assertTrue(here.err.contains("use-context"), here.err);
        run(0, "get servers");
        assertEquals(List.of(TABLE), here.lines("GET"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get servers --context wrok",
                "config use-context wrok",
                "config delete-context wrok",
                "status --context=wrok"
            })
    void anUnknownContextIsRefusedWithTheNearestName(String line) {
        work();
        run(3, line);

        assertTrue(here.err.contains("\"wrok\" is not known, did you mean \"work\""), here.err);
    }

    @Test
    void aContextInUseThatIsGoneIsReportedWithWhatToDo() throws IOException {
        Files.writeString(here.home.resolve("config.json"), "{\"currentContext\":\"gone\",\"contexts\":{}}");

        run(3, "get servers");
        assertTrue(here.err.contains("the context in use \"gone\" is not known"), here.err);
        assertTrue(here.err.contains("set-context"), here.err);
        Files.writeString(here.home.resolve("config.json"), "{\"currentContext\":\"gone\",\"contexts\":[]}");
        run(1, "get servers");
        assertTrue(here.err.contains(here.home.resolve("config.json").toString()), here.err);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config set-context",
                "config set-context a --current",
                "config set-context --current",
                "config set-context a/b",
                "get servers --color=blue -v=10",
                "get servers -v=10"
            })
    void wrongUsageIsExitCodeTwo(String line) {
        here.on("GET /api/v1/kinds", 200, SampleDaemonKinds.ALL);
        run(2, line);
    }

    @Test
    void anAddressThatIsNoneIsNotKept() {
        run(1, "config set-context a --mcpd-url nowhere");
        run(3, "config use-context a");
    }

    @Test
    void aDamagedFileIsNamedAndLeftAsItIs() throws IOException {
        Path file = Files.writeString(here.home.resolve("config.json"), "{broken");
        for (String line : List.of(
                "config set-context a",
                "config use-context a",
                "config delete-context a",
                "config get-contexts",
                "get servers")) {
            run(1, line);
            assertTrue(here.err.contains(file.toString()), here.err);
        }
        assertEquals("{broken", Files.readString(file));
    }
}
