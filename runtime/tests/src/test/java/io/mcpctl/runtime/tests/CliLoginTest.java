package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Sessions of the command line with a daemon that has no users at first, in the order of its life. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliLoginTest {
    private static final Product PRODUCT = Product.fresh();
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";
    private static final String PASSWORD = "long enough\n";

    @BeforeAll
    static void start() {
        PRODUCT.configured("auth: {bootstrap: false}\n").up();
    }

    @AfterAll
    static void stop() {
        PRODUCT.close();
    }

    private static Path credentials() {
        return PRODUCT.home().resolve("credentials.json");
    }

    private static Run login(String user, String password) {
        return PRODUCT.runWith(password, "login", "--email", user, "--password-stdin");
    }

    @Test
    @Order(1)
    void theFirstUserIsMadeOnlyWhenSomebodyMeansIt(@TempDir Path folder) {
        PRODUCT.run("logout").prints("Not logged in\n");
        PRODUCT.run("login", "--email", ADA).refuses(2, "no users yet", "--yes");
        try (TerminalSession terminal = TerminalSession.open(folder, PRODUCT.environment())) {
            String mcpctl = Product.ROOT.resolve("mcpctl").toString();
            terminal.type(mcpctl + " login; echo ended with $?").awaitText("Create it? [y/N]");
            terminal.type("n").awaitText("no user was created").awaitText("ended with 1");

            terminal.type("clear; " + mcpctl + " login --name Ada; echo ended with $?")
                    .awaitText("Create it? [y/N]");
            terminal.type("y").awaitText("E-mail:");
            terminal.type(ADA).awaitText("Password:");
            terminal.type("long enough").awaitText("Again:");
            terminal.type("long enough").awaitText("Logged in as " + ADA).awaitText("ended with 0");
            assertFalse(terminal.screen().contains("long enough"), terminal.screen());
        }
        PRODUCT.run("auth", "whoami").exits(0).says(ADA).says("groups:  admin");
        PRODUCT.run("status").exits(0).says("Auth:     logged in as " + ADA);
    }

    @Test
    @Order(2)
    void theSessionIsItsOwnersOnly() throws IOException {
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())));
        Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-r--r--"));

        Run get = PRODUCT.run("get", "users", "-o", "json").exits(0);

        assertTrue(get.stderr().contains("Warning: " + credentials()), get::toString);
        assertEquals(1, get.json().size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials())));
    }

    @Test
    @Order(3)
    void aFailedLoginLeavesTheSession() throws IOException {
        String before = Files.readString(credentials());

        Run failed = login(ADA, "wrong word\n").refuses(4);

        assertFalse(failed.stderr().contains("wrong word"), failed::toString);
        assertEquals(before, Files.readString(credentials()));
        PRODUCT.runWith("\n", "login", "--email", ADA, "--password-stdin").refuses(2, "the password is empty");
    }

    @Test
    @Order(4)
    void aLoginSendsNoBearerSoThatAWrongOneDoesNotStandInItsWay() {
        Run login = PRODUCT.runIn(
                        Map.of("MCPCTL_TOKEN", "wrong"),
                        PASSWORD,
                        "login",
                        "--email",
                        ADA,
                        "--password-stdin",
                        "--verbose")
                .prints("Logged in as " + ADA + "\n");

        assertTrue(login.stderr().contains("> POST " + PRODUCT.url("/api/v1/auth/login")), login::toString);
        assertFalse(login.stderr().contains("Authorization"), login::toString);
        assertFalse(login.stderr().contains("long enough"), login::toString);
        assertTrue(login.stderr().contains("MCPCTL_TOKEN is set"), login::toString);
        PRODUCT.runIn(Map.of("MCPCTL_TOKEN", "wrong"), "", "get", "servers").refuses(4);
        PRODUCT.run("get", "servers").exits(0);
    }

    @Test
    @Order(5)
    void impersonatingTakesThePermission() {
        PRODUCT.runWith(PASSWORD, "create", "user", BOB, "--name", "Bob", "--password-stdin")
                .prints("user/" + BOB + " created\n");
        PRODUCT.run("login", "--impersonate", "nobody@example.org").refuses(3, "not found");

        PRODUCT.run("login", "--impersonate", BOB).prints("Logged in as " + BOB + "\n");

        PRODUCT.run("auth", "whoami", "-o", "json").exits(0).says("\"" + BOB + "\"");
        PRODUCT.run("auth", "can-i", "delete", "servers").exits(1).says("no");
        PRODUCT.run("login", "--impersonate", ADA).refuses(4);
        PRODUCT.run("get", "users").refuses(4);
    }

    @Test
    @Order(6)
    void anEndedSessionSaysWhatToDo() throws IOException {
        login(ADA, PASSWORD).exits(0);
        String ended = Files.readString(credentials());
        PRODUCT.run("logout", "-o", "json").prints("{\n  \"loggedIn\": false\n}\n");
        assertFalse(Files.exists(credentials()));

        Files.writeString(credentials(), ended);
        PRODUCT.run("get", "servers").refuses(4, "mcpctl login");
        Files.writeString(credentials(), ended.replaceAll("\"expiresAt\" *: *\"\\d{4}", "\"expiresAt\": \"2001"));
        PRODUCT.run("get", "servers").refuses(4, "expired", "mcpctl login");
        PRODUCT.run("logout").prints("Logged out successfully\n");
    }

    @Test
    @Order(7)
    void setupAsksShowsWhatIsSetAndWritesOnlyAtTheEnd(@TempDir Path folder) throws IOException {
        Path file = PRODUCT.home().resolve("config.json");
        try (TerminalSession terminal = TerminalSession.open(folder, PRODUCT.environment())) {
            String setup = Product.ROOT.resolve("mcpctl") + " config setup; echo ended with $?";
            terminal.type(setup).awaitText("(mcplocalUrl) [not set]:");
            terminal.type("nonsense").awaitText("give an address such as");
            terminal.key("C-c").awaitText("ended with 130");
            assertFalse(Files.exists(file));

            terminal.type("clear; " + setup).awaitText("(mcplocalUrl) [not set]:");
            terminal.type("").awaitText("(mcpdUrl) [not set]:");
            terminal.type(PRODUCT.url("")).awaitText("(outputFormat) [not set]:");
            terminal.type("wide").awaitText("Language model provider");
            terminal.type("quick").awaitText("type:");
            terminal.type("olama").awaitText("is none of them");
            terminal.type("ollama").awaitText("model [");
            terminal.type("llama3").awaitText("tier:");
            terminal.type("fast").awaitText("url [");
            terminal.type("").awaitText("apiKey, not shown");
            terminal.type("top-secret").awaitText("remove it [quick]:");
            terminal.type("").awaitText("config.json written").awaitText("ended with 0");
            assertFalse(terminal.screen().contains("top-secret"), terminal.screen());

            terminal.type("clear; " + setup).awaitText("(mcplocalUrl) [not set]:");
            terminal.type("").awaitText("(mcpdUrl) [" + PRODUCT.url("") + "]:");
            terminal.type("").awaitText("(outputFormat) [wide]:");
            terminal.type("-").awaitText("[quick]:");
            terminal.type("").awaitText("written").awaitText("ended with 0");
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Run view = PRODUCT.run("config", "view", "-o", "json").exits(0);
        assertEquals(PRODUCT.url(""), view.json().path("mcpdUrl").asText());
        assertEquals(
                "ollama",
                view.json().path("llm").path("providers").path(0).path("type").asText());
        assertFalse(view.json().has("outputFormat") || view.stdout().contains("top-secret"), view::toString);
        PRODUCT.run("get", "projects", "--direct").exits(0);
    }

    @Test
    @Order(8)
    void whereNothingNamesADaemonLoginAsksForItsAddressAndKeepsIt(@TempDir Path folder) {
        Path home = folder.resolve("other");
        Map<String, String> environment = new HashMap<>(PRODUCT.environment());
        environment.remove("MCPCTL_PORT");
        environment.put("MCPCTL_HOME", home.toString());
        try (TerminalSession terminal = TerminalSession.open(folder, environment)) {
            String mcpctl = Product.ROOT.resolve("mcpctl").toString();
            terminal.type(mcpctl + " login --email " + ADA).awaitText("Address of the daemon [");
            terminal.type(PRODUCT.url("")).awaitText("Password:");
            terminal.type("long enough").awaitText("Logged in as " + ADA);
        }

        PRODUCT.run("auth", "whoami", "--direct", "--home", home.toString())
                .exits(0)
                .says(ADA);
        PRODUCT.run("config", "get", "mcpdUrl", "--home", home.toString()).prints(PRODUCT.url("") + "\n");
    }
}
