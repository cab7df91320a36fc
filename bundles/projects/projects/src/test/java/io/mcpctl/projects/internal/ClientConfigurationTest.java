package io.mcpctl.projects.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpctl.resources.internal.RestBench;
import io.mcpctl.resources.internal.RestBench.Answer;
import io.mcpctl.store.api.Database.Product;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients write into their configurations. */
final class ClientConfigurationTest {
    private static final String CLIENTS = "claude cursor vscode codex gemini";
    private final RestBench rest = Bench.of(Product.H2);

    @BeforeEach
    void define() {
        rest.send("POST", "/projects", "{'name':'demo','servers':['files','memory','time']}");
    }

    @AfterEach
    void stop() {
        rest.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude | {'mcpServers':{'demo':{'command':'mcpctl','args':['mcp','-p','demo']}}}",
                "cursor | {'mcpServers':{'demo':{'command':'mcpctl','args':['mcp','-p','demo']}}}",
                "gemini | {'mcpServers':{'demo':{'command':'mcpctl','args':['mcp','-p','demo']}}}",
                "vscode | {'servers':{'demo':{'type':'stdio','command':'mcpctl','args':['mcp','-p','demo']}}}",
            })
    void eachClientHasItsOwnFormForAProgram(String client, String expected) {
        assertEquals(expected.replace('\'', '"'), config("?client=" + client).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude | {'mcpServers':{'demo':{'type':'http','url':'https://h:1/b/projects/demo/mcp'}}}",
                "cursor | {'mcpServers':{'demo':{'url':'https://h:1/b/projects/demo/mcp'}}}",
                "gemini | {'mcpServers':{'demo':{'httpUrl':'https://h:1/b/projects/demo/mcp'}}}",
                "vscode | {'servers':{'demo':{'type':'http','url':'https://h:1/b/projects/demo/mcp'}}}",
            })
    void eachClientHasItsOwnFormForAnAddress(String client, String expected) {
        assertEquals(
                expected.replace('\'', '"'),
                config("?transport=http&url=https://h:1/b/&client=" + client).text());
    }

    @Test
    void codexHasToml() {
        Answer program = config("?client=codex");

        assertEquals(
                List.of("application/toml; charset=utf-8"), program.headers().get("content-type"));
        assertEquals("[mcp_servers.demo]\ncommand = \"mcpctl\"\nargs = [\"mcp\", \"-p\", \"demo\"]\n", program.text());
        rest.send("POST", "/projects", "{'name':'a.b'}");
        assertEquals(
                "[mcp_servers.\"a.b\"]\nurl = \"http://h/projects/a.b/mcp\"\n",
                rest.send("GET", "/projects/a.b/mcp-config?client=codex&transport=http&url=http://h", "")
                        .text());
    }

    @Test
    void withoutAnAddressItIsTheOneThatWasAsked() {
        String url = config("?transport=http")
                .json()
                .path("mcpServers")
                .path("demo")
                .path("url")
                .asText();

        assertTrue(url.matches("http://127\\.0\\.0\\.1:\\d+/projects/demo/mcp"), url);
    }

    @Test
    void noValueAndNoVariableOfAServerIsInAnyOfThem() {
        for (String client : CLIENTS.split(" ")) {
            for (String transport : List.of("stdio", "http")) {
                String text =
                        config("?client=" + client + "&transport=" + transport).text();

                assertTrue(text.contains("demo"), text);
                for (String secret : List.of(Bench.SECRET, "API_TOKEN", "env", "TOKEN", "files")) {
                    assertFalse(text.contains(secret), text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?client=notepad",
                "?transport=carrier-pigeon",
                "?transport=http&url=ftp://h",
                "?transport=http&url=h",
                "?transport=http&url=http://user:password@h",
                "?transport=http&url=http://h/%22",
                "?transport=http&url=http://h?token=x",
                "?transport=http&url=",
            })
    void otherWordsAndAddressesAreInvalid(String query) {
        Answer answer = config(query);

        assertEquals(400, answer.status());
        assertTrue(answer.detail().matches("(client|transport): allowed are .*|url: expected .*"), answer.detail());
    }

    @Test
    void anUnknownProjectIsNotFound() {
        assertEquals(404, rest.send("GET", "/projects/nothing/mcp-config", "").status());
    }

    private Answer config(String query) {
        return rest.send("GET", "/projects/demo/mcp-config" + query, "");
    }
}
