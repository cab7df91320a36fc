package io.mcpctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins, settings, and which bearer goes where. */
class SessionTest {
    private static final String LOGIN =
            "{\"token\":\"session-token\",\"expiresAt\":\"2999-01-01T00:00:00Z\",\"user\":{\"email\":\"a@b.c\"}}";
    private final ScriptedDaemon daemon;
    private final Path credentials;

    SessionTest(@TempDir Path home) throws IOException {
        credentials = home.resolve("credentials.json");
        daemon = new ScriptedDaemon(home)
                .on("GET /api/v1/servers?view=table", 200, "{\"columns\":[],\"rows\":[]}")
                .on("POST /api/v1/auth/login", 200, LOGIN)
                .on("POST /api/v1/auth/bootstrap", 201, LOGIN);
        daemon.input = "long enough\n";
    }

    @AfterEach
    void stop() {
        daemon.close();
    }

    private String bearer() {
        daemon.run("get", "servers");
        return daemon.last("GET /api/v1/servers?view=table").bearer();
    }

    private void login() {
        daemon.on("GET /api/v1/auth/status", 200, "{\"hasUsers\":true}");
        assertEquals(0, daemon.run("login", "--email", "a@b.c", "--password-stdin"), daemon.err);
    }

    @Test
    void aLoginIsKeptForItsOwnerAndUsed() throws IOException {
        assertEquals(ScriptedDaemon.OWNERS_TOKEN, bearer());

        login();

        assertEquals("Logged in as a@b.c\n", daemon.out);
        assertEquals(
                Json.read("{\"email\":\"a@b.c\",\"password\":\"long enough\"}"),
                daemon.last("POST /api/v1/auth/login").json());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)));
        assertEquals("session-token", bearer());
        daemon.environment.put("MCPCTL_TOKEN", "given");
        assertEquals("given", bearer());
    }

    @Test
    void theFirstUserIsMadeAfterAConfirmation() throws IOException {
        daemon.on("GET /api/v1/auth/status", 200, "{\"hasUsers\":false}");
        daemon.person = true;
        daemon.input = "n\n";

        assertEquals(1, daemon.run("login", "--email", "a@b.c", "--password-stdin"));
        assertFalse(Files.exists(credentials));
        daemon.input = "y\nlong enough\n";
        assertEquals(0, daemon.run("login", "--email", "a@b.c", "--password-stdin", "--name", "Ada"), daemon.err);
        assertEquals(
                "Ada",
                daemon.last("POST /api/v1/auth/bootstrap").json().path("name").asText());
    }

    @Test
    void aFailedLoginLeavesTheSessionAsItWas() throws IOException {
        login();
        String before = Files.readString(credentials);
        daemon.on("POST /api/v1/auth/login", 401, "{\"status\":401,\"detail\":\"Invalid credentials\"}");
        daemon.run("login", "--email", "a@b.c", "--password-stdin"); // Takes the first answer.

        assertEquals(4, daemon.run("login", "--email", "a@b.c", "--password-stdin"));
        assertTrue(daemon.err.contains("Invalid credentials"), daemon.err);
        assertFalse(daemon.err.contains("long enough"), daemon.err);
        assertEquals(before, Files.readString(credentials));
        assertEquals(2, daemon.run("login", "--email", "a@b.c"));
    }

    @Test
    void aSessionGoesToItsOwnDaemonOnly(@TempDir Path other) throws IOException {
        login();
        try (ScriptedDaemon stranger = new ScriptedDaemon(other)) {
            daemon.run("get", "servers", "--daemon-url", stranger.url());

            assertEquals("", stranger.last("GET /api/v1/servers?view=table").bearer());
        }
    }

    @Test
    void anExpiredSessionSaysSo() throws IOException {
        login();
        Files.writeString(credentials, Files.readString(credentials).replace("2999-", "2001-"));
        daemon.on(
                "GET /api/v1/servers?view=table", 401, "{\"status\":401,\"detail\":\"Session expired, log in again\"}");
        daemon.run("get", "servers"); // Takes the first answer.

        assertEquals(4, daemon.run("get", "servers"));
        assertTrue(daemon.err.contains("expired") && daemon.err.contains("mcpctl login"), daemon.err);
    }

    @Test
    void whatOthersCouldReadIsRepairedWithAWarning() throws IOException {
        login();
        Files.setPosixFilePermissions(credentials, PosixFilePermissions.fromString("rw-r--r--"));

        daemon.run("get", "servers");

        assertTrue(daemon.err.contains("Warning: " + credentials), daemon.err);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)));
    }

    @Test
    void logoutForgetsEvenWhenTheDaemonIsGone() {
        assertEquals(0, daemon.run("logout"));
        assertEquals("Not logged in\n", daemon.out);
        login();
        daemon.close();

        assertEquals(0, daemon.run("logout"));
        assertEquals("Logged out successfully\n", daemon.out);
        assertFalse(Files.exists(credentials));
    }

    @Test
    void settingsAreKeptAndChecked() throws IOException {
        assertEquals(0, daemon.run("config", "set", "outputFormat", "json"), daemon.err);
        assertEquals(0, daemon.run("config", "get", "outputFormat"));
        assertEquals("json\n", daemon.out);
        assertEquals(0, daemon.run("config", "path"));
        assertTrue(daemon.out.endsWith("config.json\n"), daemon.out);
        assertEquals(1, daemon.run("config", "set", "mcpdUrl", "nowhere"));
        assertEquals(1, daemon.run("config", "set", "outputFormt", "json"));
        assertTrue(daemon.err.contains("did you mean \"outputFormat\"") && daemon.err.contains("noProxy"), daemon.err);
        assertEquals(0, daemon.run("config", "view"));
        assertEquals("outputFormat: json\n", daemon.out);
    }

    @Test
    void aDamagedFileIsNamedAndNeverOverwritten() throws IOException {
        Path config = Files.writeString(daemon.home.resolve("config.json"), "{broken");

        assertEquals(1, daemon.run("config", "set", "outputFormat", "json"));
        assertTrue(daemon.err.contains(config.toString()), daemon.err);
        assertEquals("{broken", Files.readString(config));
    }

    @Test
    void clientsGetTheProjectBesideWhatTheyHave(@TempDir Path work) throws IOException {
        daemon.on(
                "GET /api/v1/projects/demo/mcp-config",
                200,
                "{\"mcpServers\":{\"demo\":{\"command\":\"mcpctl\",\"args\":[\"mcp\",\"-p\",\"demo\"]}}}");
        Path file = Files.writeString(work.resolve("mcp.json"), """
                {"other":1,"mcpServers":{"mine":{"command":"x"},"old":{"command":"mcpctl","args":["mcp","-p","old"]}}}""");

        assertEquals(0, daemon.run("config", "claude", "-p", "demo", "--file", file.toString()), daemon.err);
        assertTrue(daemon.err.contains("old"), daemon.err);
        assertEquals(
                Json.read("{\"other\":1,\"mcpServers\":{\"mine\":{\"command\":\"x\"},"
                        + "\"old\":{\"command\":\"mcpctl\",\"args\":[\"mcp\",\"-p\",\"old\"]},"
                        + "\"demo\":{\"command\":\"mcpctl\",\"args\":[\"mcp\",\"-p\",\"demo\"]}}}"),
                Json.read(Files.readString(file)));
        assertEquals(0, daemon.run("config", "client", "--for", "vscode", "-p", "demo", "--stdout"), daemon.err);
        assertEquals(
                "stdio",
                Json.read(daemon.out).path("servers").path("demo").path("type").asText());
        daemon.run("config", "claude", "-p", "demo", "--replace", "--file", file.toString());
        assertFalse(Files.readString(file).contains("\"old\""));
        Path toml = Files.writeString(
                work.resolve("config.toml"), "model = \"x\"\n[mcp_servers.demo]\ncommand = \"old\"\n[other]\n");
        assertEquals(
                0,
                daemon.run("config", "client", "--for", "codex", "-p", "demo", "--file", toml.toString()),
                daemon.err);
        assertEquals(
                "model = \"x\"\n[other]\n\n[mcp_servers.demo]\ncommand = \"mcpctl\"\nargs = [\"mcp\",\"-p\",\"demo\"]\n",
                Files.readString(toml));
        assertEquals(2, daemon.run("config", "client", "--for", "emacs", "-p", "demo"));
        Files.writeString(file, "{broken");
        assertEquals(1, daemon.run("config", "claude", "-p", "demo", "--file", file.toString()));
        assertEquals("{broken", Files.readString(file));
    }
}
