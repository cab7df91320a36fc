package io.mcpctl.runtime.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The session of docs/sessions/catalogue.md is typed into a terminal, from an empty home on, with real shells and published
 * servers. {@code -Dsession.cast=write} writes the film beside it anew.
 */
@Tag("real-server")
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CatalogueSessionTest {
    private static final Path DOCUMENT = Product.ROOT.resolve("docs/sessions/catalogue.md");
    private static final Path FILM = Product.ROOT.resolve("docs/sessions/catalogue.cast");
    private static final int COLUMNS = 110;
    private static final List<String> BASH = List.of("bash", "--norc", "--noprofile");
    private static final Pattern SECRET = Pattern.compile("[en]k-not-shown");

    /** In the shape of the official registry; the package is a published one. */
    private static final String RECORD = """
            {"server":{"$schema":"https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
              "name":"io.github.example/everything","title":"Everything","description":"Every feature of MCP, to try clients with",
              "version":"2026.8.31","packages":[{"registryType":"npm","identifier":"@modelcontextprotocol/server-everything",
               "version":"2026.8.31","runtimeHint":"npx","transport":{"type":"stdio"},"environmentVariables":[
                {"name":"EVERYTHING_API_KEY","description":"Key of your account","isRequired":true,"isSecret":true}]}]},
             "_meta":{"io.modelcontextprotocol.registry/official":{"status":"active","updatedAt":"2026-09-05T10:00:00Z"}}}""";

    @Test
    void theDocumentShowsWhatHappens() throws IOException {
        Npm.require();
        Required.programs("bash", "zsh", "fish");
        Path user = Folders.temporary("mcpctl-session");
        Cast cast = new Cast("mcpctl: the catalogue", COLUMNS, 30);
        try (LocalRegistry registry = new LocalRegistry(RECORD);
                Product product = Product.at(user.resolve(".mcpctl"))) {
            Archives.give(product.home());
            try (TerminalSession terminal =
                    TerminalSession.open(user, environment(user, product, registry), COLUMNS, BASH)) {
                new SessionReplay(terminal, cast).run(session(), "$ ");
                assertFalse(SECRET.matcher(terminal.screen()).find(), "a secret was shown");
            }
        } finally {
            Folders.delete(user);
        }
        if ("write".equals(System.getProperty("session.cast"))) {
            Files.writeString(FILM, cast.toString());
        }
    }

    private static RecordedSession session() throws IOException {
        return RecordedSession.of(Files.readString(DOCUMENT));
    }

    /** Of a person with nothing but the program on the PATH. */
    private static Map<String, String> environment(Path user, Product product, LocalRegistry registry)
            throws IOException {
        Path bin = Files.createDirectory(user.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("mcpctl"), Product.ROOT.resolve("mcpctl"));
        Map<String, String> environment = new HashMap<>(product.environment());
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("HOME", user.toString());
        environment.put("REGISTRY", registry.url());
        environment.put("HISTFILE", "");
        environment.put("MCPCTL_COMPLETION_MILLIS", "20000"); // a busy machine is not what is looked at here
        environment.put("SHELL", "/bin/sh");
        environment.put("XDG_CONFIG_HOME", user.resolve(".config").toString());
        environment.put("XDG_DATA_HOME", user.resolve(".local/share").toString());
        return environment;
    }

    @Test
    void theFilmIsOfThisSession() throws IOException {
        assertEquals(
                Optional.empty(),
                RecordedSession.difference(
                        session().lines(),
                        Cast.lines(Files.readString(FILM)).stream()
                                .filter(line -> !line.equals("$ "))
                                .toList()),
                "the film is of an earlier session; write it anew with -Dsession.cast=write");
    }

    @Test
    void whatATerminalShowsOtherwiseIsFoundInItsLine() {
        RecordedSession session = RecordedSession.of("""
                ```console
                $ mcp⟨Tab⟩ up
                $ mcpctl up
                ready at port ⟨port⟩
                Token: ⟨typed unseen: geheim⟩
                Sure? ⟨typed: y⟩
                done
                ```
                """);

        assertEquals(List.of("mcp", " up"), session.steps().getFirst().keys());
        assertEquals(List.of("$ mcpctl up", "ready at port ⟨port⟩", "Token: ", "Sure? y", "done"), session.lines());
        List<String> screen = List.of("$ mcpctl up", "ready at port 8080", "Token:", "Sure? y", "done");
        assertEquals(Optional.empty(), RecordedSession.difference(session.lines(), screen));
        List<String> other = List.of("$ mcpctl up", "ready at port none", "Token:", "Sure? y", "done");
        assertEquals(
                Optional.of("line 2\n  the document has: ready at port ⟨port⟩\n  the terminal has: ready at port none"),
                RecordedSession.difference(session.lines(), other));
        assertTrue(RecordedSession.difference(session.lines(), screen.subList(0, 4))
                .isPresent());
    }
}
